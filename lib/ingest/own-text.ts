import type { FieldFault } from "@/lib/domain/faults";

/** The same text by itself: one cut from a longer text otherwise keeps all of that in memory. */
export const ownText = (text: string): string => Buffer.from(text).toString();

/** Gives the faults of a list from a place on texts of their own. */
export function giveOwnTexts(faults: FieldFault[], from: number): void {
  for (const fault of faults.splice(from))
    faults.push({ ...fault, field: ownText(fault.field), got: ownText(fault.got) });
}
