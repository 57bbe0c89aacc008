import { Card, CardTitle } from "@/components/ui/card";
import { Table, Td, Th } from "@/components/ui/table";
import type { SimulatorState } from "@/lib/domain/simulator-control";
import { formatNumber } from "@/lib/format/number";

/** What became of what the bikes recorded. */
export function ReadingsTable({ state }: { state: SimulatorState }) {
  const rows = [
    ["Taken in per second", formatNumber(state.sent_readings_per_s, 1)],
    ["Taken in since the simulator started", formatNumber(state.sent_readings)],
    ["Uploads refused", formatNumber(state.refused_packets)],
    ["Values refused", formatNumber(state.refused_values)],
    ["New, waiting to be sent", formatNumber(state.waiting_live)],
    ["Late, waiting to be sent", formatNumber(state.waiting_late)],
    ["On bikes without network", formatNumber(state.kept_offline)],
    ["In riders' phones", formatNumber(state.kept_in_phones)],
  ] as const;
  return (
    <Card className="p-0">
      <CardTitle className="px-3 pt-3 pb-1">Readings</CardTitle>
      {state.failure === null ? null : (
        <p role="status" className="break-words px-3 pb-1 text-fault text-xs">
          The last upload failed and is tried again: {state.failure}
        </p>
      )}
      <Table label="Readings">
        <thead className="sr-only">
          <tr>
            <Th>What</Th>
            <Th>How many</Th>
          </tr>
        </thead>
        <tbody className="[&>tr:last-child>*]:border-b-0">
          {rows.map(([name, count]) => (
            <tr key={name}>
              <Th scope="row" className="whitespace-normal font-normal text-ink text-sm">
                {name}
              </Th>
              <Td className="text-right font-semibold">{count}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
