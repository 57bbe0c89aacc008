"use client";

import { useLiveState } from "@/components/live/live-state";
import { Age } from "@/components/ui/clock";
import { Table, Td, Th } from "@/components/ui/table";
import { formatPosition, formatValue, labelOf } from "@/lib/format/value";
import type { BikeState } from "@/lib/telemetry/models";

const BY = { iot: "module", app: "phone" } as const;

/** Each value that was ever measured, newest of its kind, with when and by whom. */
export function NewestValues({ state: initial }: { state: BikeState }) {
  const state = useLiveState(initial);
  const { position } = state;
  const rows = [
    ...(position
      ? [
          {
            label: "Position",
            value: formatPosition(position.lat, position.lon),
            atMs: position.measuredAtMs,
            source: position.source,
          },
        ]
      : []),
    ...state.values.map(({ field, value, measuredAtMs, source }) => ({
      label: labelOf(field),
      value: formatValue(field, value),
      atMs: measuredAtMs,
      source,
    })),
  ];
  return (
    <Table label="Newest values">
      <thead>
        <tr>
          <Th>Newest value</Th>
          <Th className="text-right">
            <span className="sr-only">Value</span>
          </Th>
          <Th>Measured</Th>
          <Th>By</Th>
        </tr>
      </thead>
      <tbody className="[&>tr:last-child>*]:border-b-0">
        {rows.map(({ label, value, atMs, source }) => (
          <tr key={label}>
            <Th scope="row" className="whitespace-normal font-normal text-ink text-sm">
              {label}
            </Th>
            <Td className="break-words text-right font-semibold">{value}</Td>
            <Td className="text-ink-2">
              <Age atMs={atMs} />
            </Td>
            <Td className="text-ink-2">{BY[source]}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
