import { Table, Td, Th } from "@/components/ui/table";
import type { RecordComponent } from "@/lib/bikes/record/models";
import { PART_WORDS } from "@/lib/domain/bike-words";
import { PeriodWords } from "./period-words";

/** What a bike is made of, or was. @param label by which the table is announced. */
export function ComponentsTable({
  label,
  components,
}: {
  label: string;
  components: readonly RecordComponent[];
}) {
  return (
    <Table label={label}>
      <thead>
        <tr>
          <Th>Component</Th>
          <Th>Serial number</Th>
          <Th>Part</Th>
          <Th>Firmware</Th>
          <Th>In the bike</Th>
        </tr>
      </thead>
      <tbody>
        {components.map(({ kind, serial, partNumber, firmware, reportsAs, ...period }) => (
          <tr key={period.id}>
            <Th scope="row" className="font-normal text-ink text-sm">
              {PART_WORDS[kind]}
            </Th>
            <Td className="font-mono">
              {serial}
              {reportsAs === null ? null : (
                <span className="block font-sans text-ink-3 text-xs">reports as {reportsAs}</span>
              )}
            </Td>
            <Td>{partNumber ?? "–"}</Td>
            <Td>{firmware ?? "–"}</Td>
            <Td className="text-ink-2">
              <PeriodWords {...period} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
