/** What may be kept of what one rider signed, over all uploads; `join_attributions` sees to it. */
export const SIGNED_LIMITS = {
  /** Of one bike; readings at most 5 min apart are one stretch: more than ten years of five rides a day. */
  stretchesOfBike: 20_000,
  bikes: 2_000,
} as const;
