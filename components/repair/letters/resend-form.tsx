"use client";

import { type SubmitEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { EXPECTED_WHY, whyIn } from "../read-why";

/** Asks why letters are sent again, which is kept in the audit, and has it done. @param label of the button. */
export function ResendForm({
  label,
  onFilled,
  onClose,
}: {
  label: string;
  onFilled: (why: string) => void;
  onClose: () => void;
}) {
  const id = useId();
  const [fault, setFault] = useState<string | undefined>(undefined);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const why = whyIn(new FormData(event.currentTarget));
    if (why === null) setFault(EXPECTED_WHY);
    else onFilled(why);
  };
  return (
    <form
      method="dialog"
      aria-label="Send again"
      onSubmit={submit}
      noValidate
      className="flex flex-col gap-3"
    >
      <Field label="Reason" htmlFor={id} fault={fault} className="w-80 max-w-full">
        <Input
          id={id}
          name="why"
          required
          maxLength={500}
          autoComplete="off"
          placeholder="The contract knows the field now, case 4711"
          aria-invalid={fault !== undefined}
          aria-describedby={fault ? `${id}-fault` : undefined}
        />
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" kind="primary">
          {label}
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </form>
  );
}
