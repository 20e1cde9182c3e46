"""What runs behind the screens: questions that are asked again when their answer may have changed."""
