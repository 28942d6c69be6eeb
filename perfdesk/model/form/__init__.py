"""What an official form is: its definition as data, and the readers of its parts."""
