"""How every page looks and behaves: template tags, forms, paging, error pages. Imports no other app of Plenum."""
