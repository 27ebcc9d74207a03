"""Short-run shocks in the world's input-output network: rationing, exposure, curvature, choke points."""
