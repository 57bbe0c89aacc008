import { STATUSES, type Status } from "@/lib/domain/bike-status";

/** Statuses as bits in the order of `STATUSES`. */
export const maskOf = (statuses: readonly Status[]): number =>
  statuses.reduce((mask, status) => mask | (1 << STATUSES.indexOf(status)), 0);
