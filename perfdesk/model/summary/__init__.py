"""What is stored of each record for those that look at many: its summary line and its 校验码."""
