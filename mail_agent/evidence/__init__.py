"""Evidence: the original octets, written once, and a custody journal that shows any later change."""
