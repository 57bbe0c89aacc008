-- Who asks after a restore for all bikes to be projected anew ends the way through them that is under way: it goes on in its middle.
CREATE POLICY maker ON whole_projections_open TO slipstream_maker USING (true) WITH CHECK (true);
--> statement-breakpoint
GRANT SELECT, DELETE ON whole_projections_open TO slipstream_maker;
