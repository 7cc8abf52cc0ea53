"""The Streamlit side of Marchland: one small module per part of the page."""
