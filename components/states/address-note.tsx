import { Info } from "lucide-react";

/** A part of a page's address that could not be used: what it should be, what came, and what is shown instead. */
export interface AddressFault {
  readonly part: string;
  readonly expected: string;
  readonly got: string;
  readonly instead: string;
}

/** Says above a page which parts of its address were not understood, so that nobody takes it for what they asked for. */
export function AddressNote({ faults }: { faults: readonly AddressFault[] }) {
  if (faults.length === 0) return null;
  return (
    <div
      role="status"
      className="flex gap-2 rounded-r-md border-line-strong border-l-[3px] bg-surface px-3 py-2 text-ink-2 text-xs"
    >
      <Info aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
      <ul className="flex min-w-0 flex-col gap-1">
        {faults.map(({ part, expected, got, instead }) => (
          <li key={part} className="break-words">
            In the address, <span className="font-medium text-ink">{part}</span>: expected {expected}, got{" "}
            <span className="font-medium text-ink">{got}</span>. {instead}
          </li>
        ))}
      </ul>
    </div>
  );
}
