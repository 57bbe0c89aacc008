import type { ReactNode } from "react";
import { Age } from "@/components/ui/clock";
import { Tag } from "@/components/ui/pill";
import { Table, Td, Th } from "@/components/ui/table";
import { formatNumber } from "@/lib/format/number";
import type { ListedLegacyFile } from "@/lib/legacy/list-legacy-files";
import { TRUST_WORDS } from "./words";

/** Files of old data that were taken in. @param endOf what can be done about one that counts. */
export function LegacyFileTable({
  files,
  endOf,
}: {
  files: readonly ListedLegacyFile[];
  endOf: (file: ListedLegacyFile) => ReactNode;
}) {
  return (
    <Table label="Files taken in">
      <thead>
        <tr>
          <Th>File</Th>
          <Th>Where it is from</Th>
          <Th className="text-right">Rows</Th>
          <Th className="text-right">Bikes changed</Th>
          <Th className="text-right">Contradictions</Th>
          <Th>By</Th>
          <Th className="text-right">When</Th>
          <Th>
            <span className="sr-only">Take back</span>
          </Th>
        </tr>
      </thead>
      <tbody className="[&>tr:last-child>*]:border-b-0">
        {files.map((file) => (
          <tr key={file.id} className={file.takenBack ? "text-ink-3" : ""}>
            <Th scope="row" className="max-w-64 break-words">
              {file.fileName}
              <span className="block font-normal text-ink-3">{file.oem}</span>
            </Th>
            <Td>
              {file.source}{" "}
              <span className="whitespace-nowrap text-ink-3 text-xs">{TRUST_WORDS[file.trust]}</span>
            </Td>
            <Count of={file.rows} />
            <Count of={file.bikes} />
            <Count of={file.contradictions} />
            <Td className="whitespace-nowrap text-ink-2">{file.by}</Td>
            <Td className="whitespace-nowrap text-right text-ink-2">
              <Age atMs={file.at.getTime()} />
            </Td>
            <Td className="text-right">
              {file.takenBack === null ? endOf(file) : <TakenBackNote {...file.takenBack} />}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const Count = ({ of }: { of: number | null }) => (
  <Td className="text-right tabular-nums">{of === null ? "–" : formatNumber(of)}</Td>
);

function TakenBackNote({ at, by, reason }: NonNullable<ListedLegacyFile["takenBack"]>) {
  return (
    <div className="min-w-40 text-left text-xs">
      <Tag tone="quiet">taken back</Tag> {by}, <Age atMs={at.getTime()} />
      <span className="block break-words">{reason}</span>
    </div>
  );
}
