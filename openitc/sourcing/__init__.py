"""Who can make it: contract manufacturers, requests for quotation, quotations side by side, awards."""
