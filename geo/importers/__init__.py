"""Read files from elsewhere into incidents: read right, or refused row by row in a sentence."""
