import { useId } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** Where a form asks for a reason, which is kept in the audit. @param name under which the form has it. */
export function ReasonField({
  name,
  maxLength,
  placeholder,
  fault,
}: {
  name: string;
  maxLength: number;
  placeholder: string;
  fault?: string | undefined;
}) {
  const id = useId();
  return (
    <Field label="Reason" htmlFor={id} fault={fault} className="w-80 max-w-full">
      <Input
        id={id}
        name={name}
        required
        minLength={5}
        maxLength={maxLength}
        autoComplete="off"
        placeholder={placeholder}
        aria-invalid={fault !== undefined}
        aria-describedby={fault ? `${id}-fault` : undefined}
      />
    </Field>
  );
}
