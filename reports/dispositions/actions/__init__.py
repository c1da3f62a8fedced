"""What the Chair's team does with answers and with the texts that many of them share."""
