"""Resources: machines, experts, laboratory slots and rooms, what each can do, costs, and when it is open."""
