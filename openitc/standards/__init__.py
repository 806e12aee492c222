"""What products are asked for, where, by whom: standards as data, each edition approved by a second person."""
