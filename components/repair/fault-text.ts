import type { FieldFault } from "@/lib/domain/faults";

/** "reading 2, soc_pct: expected 0 to 100, got 101" */
export const faultText = ({ reading, field, expected, got }: FieldFault): string =>
  `${reading === null ? "" : `reading ${reading}, `}${field ? `${field}: ` : ""}expected ${expected}, got ${got}`;
