"use client";

import { type SubmitEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { useZone } from "@/components/ui/clock";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ReasonField } from "@/components/ui/reason-field";
import { readReleaseForm } from "./read-release-form";
import type { ReleaseForm as Filled } from "./use-release";

/** Asks for the right time and the reason; one reading alone may be given its time instead of a shift. */
export function ReleaseForm({
  isOne,
  isBusy,
  fault,
  onFilled,
}: {
  isOne: boolean;
  isBusy: boolean;
  fault: string | null;
  onFilled: (form: Filled) => void;
}) {
  const zone = useZone();
  const id = useId();
  const [by, setBy] = useState<"offset" | "time">("offset");
  const [own, setOwn] = useState<string | null>(null);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const read = readReleaseForm(new FormData(event.currentTarget), zone);
    if ("fault" in read) return setOwn(read.fault);
    setOwn(null);
    onFilled(read);
  };
  const told = own ?? fault;
  return (
    <form method="dialog" aria-label="Release" onSubmit={submit} noValidate className="flex flex-col gap-3">
      {isOne ? (
        <fieldset className="flex flex-wrap gap-x-4 gap-y-1">
          <legend className="sr-only">How its time is corrected</legend>
          {(["offset", "time"] as const).map((way) => (
            <label key={way} className="flex items-center gap-2">
              <input
                type="radio"
                name="by"
                value={way}
                checked={by === way}
                onChange={() => setBy(way)}
                className="accent-accent"
              />
              {way === "offset" ? "Shift it" : "Give it a time"}
            </label>
          ))}
        </fieldset>
      ) : null}
      <div className="flex flex-wrap items-end gap-3">
        {by === "offset" ? (
          <Field label="Shift" htmlFor={`${id}-offset`} className="w-40">
            <Input id={`${id}-offset`} name="offset" required autoComplete="off" placeholder="-2 h" />
          </Field>
        ) : (
          <Field label={`Right time (${zone})`} htmlFor={`${id}-at`} className="w-56">
            <Input id={`${id}-at`} name="at" type="datetime-local" step={1} required />
          </Field>
        )}
        <ReasonField name="why" maxLength={500} placeholder="Clock set to winter time too late, case 4711" />
        <Button type="submit" kind="primary" disabled={isBusy}>
          {isBusy ? "Looking…" : "See what it does"}
        </Button>
      </div>
      <p className="max-w-prose text-ink-3 text-xs">
        From the time that a reading names to the right one, with its sign: +2 h, -90 min, +1 d 12 h. A
        reading without a usable time is shifted from its arrival. Nothing is released before you confirm it.
      </p>
      {told ? (
        <p role="alert" className="text-fault text-xs">
          {told}
        </p>
      ) : null}
    </form>
  );
}
