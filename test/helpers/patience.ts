/** How long tests wait for what a busy machine does late, ms. */
export const patience = 60_000;
