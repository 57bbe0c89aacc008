import { Table, Td, Th } from "@/components/ui/table";
import { formatNumber } from "@/lib/format/number";
import type { Changes } from "@/lib/legacy/changes-of";
import { changesInWords } from "./words";

/** What becomes other in bikes: how many of them, and thing by thing. */
export function ChangesView({ changes: { counts, named } }: { changes: Changes }) {
  const words = changesInWords(counts);
  if (words.length === 0) return <p className="text-ink-2 text-sm">No bike becomes other than it is.</p>;
  return (
    <div className="flex min-w-0 flex-col gap-2 text-sm">
      <ul aria-label="Bikes that change" className="flex flex-wrap gap-x-4 gap-y-1 text-ink-2 tabular-nums">
        {words.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      {named.length === 0 ? null : (
        <details open={named.length <= FEW}>
          <summary className="w-fit text-ink-2">
            What changes (the first {formatNumber(named.length)}, bikes that there were before first)
          </summary>
          <div className="max-h-96 overflow-y-auto pt-2">
            <Table label="What changes">
              <thead>
                <tr>
                  <Th>Bike</Th>
                  <Th>What</Th>
                  <Th>Was</Th>
                  <Th>Becomes</Th>
                </tr>
              </thead>
              <tbody className="[&>tr:last-child>*]:border-b-0">
                {named.map(({ bikeId, field, was, becomes }) => (
                  <tr key={`${bikeId} ${field}`}>
                    <Th scope="row" className="font-mono">
                      {bikeId}
                    </Th>
                    <Td className="whitespace-nowrap text-ink-2">{field}</Td>
                    <Td className="max-w-80 break-words font-mono text-ink-2 text-xs">
                      <Value of={was} />
                    </Td>
                    <Td className="max-w-80 break-words font-mono text-xs">
                      <Value of={becomes} />
                    </Td>
                  </tr>
                ))}
              </tbody>
            </Table>
          </div>
        </details>
      )}
    </div>
  );
}

/** So many lines are shown without being asked for. */
const FEW = 50;

function Value({ of }: { of: string | null }) {
  return of === null ? <span className="font-sans text-ink-3">nothing</span> : of;
}
