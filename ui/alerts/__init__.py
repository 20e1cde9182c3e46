"""Shows alerts so that they can't be overlooked: the bar, the list, the tray, the sound."""
