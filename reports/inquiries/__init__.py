"""Inquiries: whoever contributed may challenge an issued summary for 30 days, and is owed a reply in 30 days."""
