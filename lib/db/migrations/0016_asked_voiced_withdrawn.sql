-- A tenant reads of contradictions what it is asked, while it is asked: why one was decided may speak of others' bikes, and is
-- told by contradictions_decided.
ALTER POLICY tenant ON contradictions USING (
	oem_id = (SELECT nullif(current_setting('slipstream.tenant', true), '')::uuid) AND asked_at IS NOT NULL AND decided_at IS NULL);
