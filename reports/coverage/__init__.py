"""What is looked at before a summary is issued: who was heard, who was not, whether words fit numbers; and issuing."""
