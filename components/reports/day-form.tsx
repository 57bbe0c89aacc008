import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** First and last day by hand, as a plain form. @param rest what else the address says. */
export function DayForm({
  action,
  range,
  rest,
}: {
  action: string;
  range: { readonly from: string; readonly to: string };
  rest: readonly (readonly [string, string])[];
}) {
  return (
    <form action={action} className="grid grid-cols-2 gap-2 border-line border-t pt-3">
      {rest.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Field label="First day" htmlFor="report-from">
        <Input id="report-from" name="from" type="date" required defaultValue={range.from} />
      </Field>
      <Field label="Last day" htmlFor="report-to">
        <Input id="report-to" name="to" type="date" required defaultValue={range.to} />
      </Field>
      <Button type="submit" kind="primary" className="col-span-2">
        Show these days
      </Button>
    </form>
  );
}
