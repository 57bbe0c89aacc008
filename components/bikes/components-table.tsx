import type { Answer } from "@/components/states/answer";
import { Table, Td, Th } from "@/components/ui/table";
import type { RecordComponent } from "@/lib/bikes/record/models";
import { PART_WORDS } from "@/lib/domain/bike-words";
import { PeriodWords } from "./period-words";
import { VoidDialog } from "./void-dialog";

/** What a bike is made of, or was. @param label by which the table is announced. */
export function ComponentsTable({
  label,
  components,
  voiding,
}: {
  label: string;
  components: readonly RecordComponent[];
  /** Null where none can be voided. */
  voiding: ((id: number, form: FormData) => Promise<Answer<unknown>>) | null;
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
          {voiding ? (
            <Th>
              <span className="sr-only">Void</span>
            </Th>
          ) : null}
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
            {voiding ? (
              <Td className="text-right">
                {period.voidedAtMs === null ? (
                  <VoidDialog what={`${PART_WORDS[kind]} ${serial}`} action={voiding.bind(null, period.id)} />
                ) : null}
              </Td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
