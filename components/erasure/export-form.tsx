import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** Asks for a file with everything that is held of a rider; works as a plain form. */
export function ExportForm({ riderId }: { riderId: string }) {
  return (
    <form action="/api/privacy/export" method="post" className="flex flex-wrap items-end gap-2">
      <input type="hidden" name="riderId" value={riderId} />
      <Field label="Reason for an export" htmlFor="export-reason" className="min-w-0 flex-1 md:max-w-96">
        <Input
          id="export-reason"
          name="reason"
          required
          minLength={5}
          maxLength={300}
          autoComplete="off"
          placeholder="Asked for by letter, file 4711"
        />
      </Field>
      <Button type="submit">Export as NDJSON</Button>
    </form>
  );
}
