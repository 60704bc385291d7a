"""Data quality (Uppgifter som saknas): what open cases lack, and whom it is lacking of."""
