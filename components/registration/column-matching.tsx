"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/input";
import { Table, Td, Th } from "@/components/ui/table";
import { formatCount } from "@/lib/format/number";
import { type ColumnChoice, faultsOfChoice, type MatchAnswer } from "./file-steps";

/** What each column of a file tells, as it was recognised, for the viewer to confirm or to correct. */
export function ColumnMatching({
  fileName,
  match,
  choices,
  isSending,
  fault,
  onCheck,
  onCancel,
}: {
  fileName: string;
  match: MatchAnswer;
  choices: readonly ColumnChoice[];
  isSending: boolean;
  fault: string | undefined;
  onCheck: (columns: readonly (string | null)[]) => void;
  onCancel: () => void;
}) {
  const [chosen, setChosen] = useState<readonly (string | null)[]>(() => match.columns.map(({ key }) => key));
  const faults = faultsOfChoice(chosen, choices);
  const matched = chosen.filter((key) => key !== null).length;
  return (
    <>
      <p role="status">
        <span className="font-medium">{fileName}</span>: {matched} of{" "}
        {formatCount(match.header.length, "column")} recognised.{" "}
        <span className="text-ink-2">The plant remembers what you choose.</span>
      </p>
      {match.warnings.map((warning) => (
        <p key={warning} className="text-ink-2 text-xs">
          {warning}
        </p>
      ))}
      <Table label="Columns of the file">
        <thead>
          <tr>
            <Th>In the file</Th>
            <Th>Tells</Th>
            <Th className="hidden sm:table-cell">First rows</Th>
          </tr>
        </thead>
        <tbody className="[&>tr:last-child>*]:border-b-0">
          {match.columns.map(({ index, header }) => (
            <tr key={index}>
              <Th scope="row" className="max-w-40 truncate text-ink">
                {header || `Column ${index + 1}`}
              </Th>
              <Td>
                <Select
                  aria-label={`What ${header || `column ${index + 1}`} tells`}
                  value={chosen[index] ?? ""}
                  disabled={isSending}
                  className="min-w-36"
                  onChange={({ target }) =>
                    setChosen(chosen.with(index, target.value === "" ? null : target.value))
                  }
                >
                  <option value="">Nothing (left out)</option>
                  {choices.map(({ key, label, required }) => (
                    <option key={key} value={key}>
                      {required ? `${label} (needed)` : label}
                    </option>
                  ))}
                </Select>
              </Td>
              <Td className="hidden max-w-80 truncate font-mono text-ink-2 text-xs sm:table-cell">
                {match.sample.map((row) => row[index] ?? "").join(" · ")}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      {faults.length > 0 ? (
        <ul role="status" className="text-fault text-xs">
          {faults.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      ) : null}
      {fault ? (
        <p role="alert" className="text-fault">
          {fault}
        </p>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button kind="primary" disabled={isSending || faults.length > 0} onClick={() => onCheck(chosen)}>
          {isSending ? "Sending…" : "Check this file"}
        </Button>
        <Button disabled={isSending} onClick={onCancel}>
          Choose another
        </Button>
      </div>
    </>
  );
}
