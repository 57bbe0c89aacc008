"use client";

import { FileUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { type DragEvent, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardTitle } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { ColumnMatching } from "./column-matching";
import type { ColumnChoice, MatchAnswer } from "./file-steps";
import { sendFile } from "./send-file";

export interface PlantChoice {
  readonly id: string;
  readonly label: string;
}

type Step =
  | { readonly kind: "choose"; readonly fault?: string }
  | { readonly kind: "reading"; readonly file: File }
  | { readonly kind: "matched"; readonly file: File; readonly match: MatchAnswer; readonly fault?: string }
  | { readonly kind: "sending"; readonly file: File; readonly match: MatchAnswer };

/** Takes a file of bikes for a plant: reads its columns, has them confirmed, and sends it to be checked. */
export function UploadForm({
  plants,
  plantId,
  choices,
}: {
  plants: readonly PlantChoice[];
  plantId: string;
  choices: readonly ColumnChoice[];
}) {
  const [plant, setPlant] = useState(plantId);
  const [step, setStep] = useState<Step>({ kind: "choose" });
  const router = useRouter();
  const read = async (file: File) => {
    setStep({ kind: "reading", file });
    const answer = await sendFile.match(file, plant);
    setStep(
      answer.kind === "done"
        ? { kind: "matched", file, match: answer.value }
        : { kind: "choose", fault: answer.why },
    );
  };
  const check = async (file: File, match: MatchAnswer, columns: readonly (string | null)[]) => {
    setStep({ kind: "sending", file, match });
    const answer = await sendFile.check(file, plant, columns);
    if (answer.kind === "done") router.push(`/registration/${answer.value}`);
    else setStep({ kind: "matched", file, match, fault: answer.why });
  };
  const id = useId();
  return (
    <Card className="flex flex-col gap-3">
      <CardTitle>Register bikes</CardTitle>
      {plants.length > 1 ? (
        <Field label="Plant" htmlFor={`${id}-plant`} className="max-w-80">
          <Select
            id={`${id}-plant`}
            value={plant}
            disabled={step.kind !== "choose"}
            onChange={(event) => setPlant(event.target.value)}
          >
            {plants.map((each) => (
              <option key={each.id} value={each.id}>
                {each.label}
              </option>
            ))}
          </Select>
        </Field>
      ) : null}
      {step.kind === "matched" || step.kind === "sending" ? (
        <ColumnMatching
          key={step.file.name}
          fileName={step.file.name}
          match={step.match}
          choices={choices}
          isSending={step.kind === "sending"}
          fault={step.kind === "matched" ? step.fault : undefined}
          onCheck={(columns) => void check(step.file, step.match, columns)}
          onCancel={() => setStep({ kind: "choose" })}
        />
      ) : (
        <FileDrop
          isReading={step.kind === "reading"}
          fault={step.kind === "choose" ? step.fault : undefined}
          onFile={(file) => void read(file)}
        />
      )}
    </Card>
  );
}

function FileDrop({
  isReading,
  fault,
  onFile,
}: {
  isReading: boolean;
  fault: string | undefined;
  onFile: (file: File) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file && !isReading) onFile(file);
  };
  const drag = (over: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(over);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button inside is the first.
    <div
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={drop}
      className={cn(
        "flex flex-col items-center gap-2 rounded-md border border-line-strong border-dashed px-4 py-8 text-center",
        isOver && "border-accent bg-accent-soft",
      )}
    >
      <FileUp aria-hidden="true" className="size-5 text-ink-3" />
      <p className="text-ink-2">Drop a CSV or XLSX file here: one row per bike, up to 50,000.</p>
      <input
        ref={input}
        type="file"
        accept=".csv,.txt,.tsv,.xlsx"
        aria-label="File of bikes"
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = "";
          if (file) onFile(file);
        }}
      />
      <Button kind="primary" disabled={isReading} onClick={() => input.current?.click()}>
        {isReading ? "Reading…" : "Choose a file"}
      </Button>
      {fault ? (
        <p role="alert" className="max-w-prose text-fault">
          {fault}
        </p>
      ) : (
        <p className="text-ink-3 text-xs">It is checked first. Nothing is registered before you say so.</p>
      )}
    </div>
  );
}
