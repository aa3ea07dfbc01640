import { taskHandler } from '../compute/child.ts';
import { attachDataFolder } from '../storage/openDataFolder.ts';
import { InspectPayload } from './importMessages.ts';
import { inspectFiles, proposalOf } from './inspection.ts';
import { openOrigin } from './originFiles.ts';

/** Looks into a file of others and says what it would become. */
export const inspectHandler = taskHandler(InspectPayload, async ({ dataDir, ...request }) => {
  const files = await openOrigin(attachDataFolder(dataDir), request.origin, request.main);
  await using inspection = await inspectFiles(files, request);
  return proposalOf(inspection, files.main);
});
