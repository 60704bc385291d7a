"""Information sheets and letters to PDF. ReportLab lives only here."""
