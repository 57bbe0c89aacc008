import type { ReactNode } from "react";

/** Names and values, one below the other. @param stacks has each value stand below its name where it is narrow: for sentences. */
export function Facts({
  facts,
  stacks = false,
}: {
  facts: readonly (readonly [string, ReactNode])[];
  stacks?: boolean;
}) {
  const columns = stacks
    ? "gap-y-0.5 sm:grid-cols-[auto_minmax(0,1fr)] sm:gap-y-1"
    : "grid-cols-[auto_minmax(0,1fr)] gap-y-1";
  return (
    <dl className={`grid gap-x-4 text-sm ${columns}`}>
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-3">{name}</dt>
          <dd className={`min-w-0 break-words ${stacks ? "mb-1.5 sm:mb-0" : ""}`}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
