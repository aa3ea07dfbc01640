/** Reads, signs and amends the first study from a page, and tells what came of it. Runs in the page: it can use nothing outside it. */
export async function readAndSign() {
  const { client } = await window.suite;
  const { review } = client;
  const studyId = (await client.studies.list({})).studies[0]?.id;
  if (studyId === undefined) return undefined;
  const [finding] = (await client.studies.get({ studyId })).findings;
  const schema = (await client.schemas.list()).find(({ id }) => id === finding?.schemaId);
  const classId = schema?.classes[0]?.id;
  if (finding === undefined || classId === undefined) return undefined;
  const code = (error: unknown): unknown => (error as { code?: unknown }).code;
  const attended = await review.attend({ studyId });
  const alone = await attended.next();
  const other = await review.attend({ studyId });
  const together = await attended.next();
  await other.return();
  const seen = { findingId: finding.id, revision: finding.revision };
  const hindered = await review.readiness({ studyId });
  const labelled = await review.label({ ...seen, classId, blind: true, uncertain: true });
  const late = await review.label({ ...seen, classId: null }).catch(code);
  const described = await review.describe({
    findingId: finding.id,
    revision: labelled.revision,
    details: { ...labelled.details, note: 'Größe – 尿路結石', size: { mm: 4.5, basis: 'measured' } },
  });
  const { sha256 } = await review.readiness({ studyId });
  const signed = await review.sign({ studyId, sha256 });
  const now = { findingId: finding.id, revision: described.revision };
  const refused = [
    await review.label({ ...now, classId: null }).catch(code),
    await review.describe({ ...now, details: described.details }).catch(code),
    await review
      .arrange({ studyId, findings: [{ ...now, frames: described.frames, removed: true }] })
      .catch(code),
    await review.sign({ studyId, sha256 }).catch(code),
    await review.amend({ studyId, reason: ' ' }).catch(code),
  ];
  await review.amend({ studyId, reason: 'a better look' });
  const withdrawn = await review.withdrawAmendment({ studyId });
  const reading = await review.reading({ studyId, version: 1 });
  const { events, more } = await review.events({ studyId });
  await attended.return();
  return {
    alone: alone.value,
    together: together.value,
    hindering: hindered.concerns.filter(({ hinders }) => hinders).map(({ concern }) => concern),
    late,
    signed,
    refused,
    withdrawn,
    read: reading.findings.map(({ note, size, uncertain }) => ({ note, size, uncertain })),
    kinds: events.map(({ kind }) => kind),
    more,
    verified: await client.system.verify(),
  };
}

/** What comes of it. */
export const readAndSigned = {
  alone: { others: 0 },
  together: { others: 1 },
  hindering: ['unread'],
  late: 'finding-changed',
  signed: { version: 1, reason: null, patientCorrected: false },
  refused: ['study-signed', 'study-signed', 'study-signed', 'study-signed', 'bad-input'],
  withdrawn: { versions: [{ version: 1 }], amendment: null },
  read: [{ note: 'Größe – 尿路結石', size: { mm: 4.5, basis: 'measured' }, uncertain: true }],
  more: false,
  verified: { ok: true, problems: [] },
};
