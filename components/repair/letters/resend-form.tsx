"use client";

import { type SubmitEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { ReasonField } from "@/components/ui/reason-field";
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
      <ReasonField
        name="why"
        maxLength={500}
        placeholder="The contract knows the field now, case 4711"
        fault={fault}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" kind="primary">
          {label}
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </form>
  );
}
