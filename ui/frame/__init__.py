"""The frame around every desk: the rail on the left and the strip on top."""
