"""The tree of years, units and projects (年度、单位、项目)."""
