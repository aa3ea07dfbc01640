import sharp from 'sharp';
import { encodeLabelMap } from '../../src-shared/domain/maskCodec.ts';
import { createRandom } from '../../src-shared/domain/random.ts';
import type { Random } from '../../src-shared/domain/random.ts';
import type { UserId } from '../../src-shared/domain/ids.ts';
import type { Database, WritableDb } from '../../src-main/db/database.ts';
import { openMigratedDatabase } from '../../src-main/db/migrations.ts';
import { continueIds, newId } from '../../src-main/db/newId.ts';
import { seed } from '../../src-main/db/seed.ts';
import { addressOf } from '../../src-main/storage/contentStore.ts';
import { openDataFolder } from '../../src-main/storage/openDataFolder.ts';

const families = [
  ...['Müller', 'Schäfer', 'Großmann', 'Özdemir', 'Álvarez', 'García Núñez', 'Ibáñez', 'Nguyễn', 'Ivanova'],
  ...[
    'Smith',
    'O’Brien',
    'Kowalski',
    'Hansen',
    'Rossi',
    'Dubois',
    '佐藤',
    '鈴木',
    '高橋',
    'محمد',
    'כהן',
    'Иванов',
  ],
];
const givens = [
  'Ann',
  'José',
  'Zoë',
  'Karl',
  'Mei',
  '花子',
  '健太',
  'Ólafur',
  'Fatima',
  'Łukasz',
  'Peter',
  'Inés',
];
const procedures = [
  'Ureteroscopy',
  'Flexible ureteroscopy, left',
  'PCNL',
  'Colonoscopy',
  'Cystoscopy',
  'Gastroscopy',
];
const siteNames = ['North', 'South', 'Outpatients', 'St. Mary’s', 'Theatre 4', '東病棟'];
const notes = ['soft, crumbles', 'seen before', '', 'residual fragment, second look', ''];
const states = [
  'new',
  'segmented',
  'predicted',
  'predicted',
  'in-review',
  'signed',
  'signed',
  'signed',
  'amended',
];

interface Context {
  readonly db: WritableDb;
  readonly userId: UserId;
  readonly random: Random;
  readonly classes: readonly string[];
  readonly locations: readonly string[];
  readonly sites: readonly string[];
}

const one = <Item>(random: Random, items: readonly Item[]): Item => {
  const item = items[random.below(items.length)];
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
};

/**
 * Fills a database with studies as a hospital gathers them over years, by direct inserts: names in several scripts, a
 * study or two per patient, findings of which most are read. They have no frames.
 */
export function insertStudies(db: WritableDb, userId: UserId, count: number, seedOfAll = 1): void {
  const random = createRandom(seedOfAll);
  const ids = (sql: string): string[] => db.all<{ id: string }>(sql).map(({ id }) => id);
  const context: Context = {
    ...{ db, userId, random },
    classes: ids(
      `SELECT c.id FROM label_classes c JOIN label_schemas s ON s.id = c.schema_id WHERE s.kind = 'finding'`,
    ),
    locations: ids('SELECT id FROM locations'),
    sites: siteNames.map((name) => {
      const id = newId();
      db.run('INSERT INTO sites (id, name) VALUES (?, ?)', [id, name]);
      return id;
    }),
  };
  const colleague = newId();
  db.run(`INSERT INTO users (id, name, role, created_at) VALUES (?, 'Dr. Night', 'owner', ?)`, [
    colleague,
    new Date().toISOString(),
  ]);
  let patientId = '';
  for (let i = 0; i < count; i++) {
    if (patientId === '' || random.uniform() < 0.7) patientId = insertPatient(context, i);
    insertStudy(context, patientId, i, colleague);
  }
  db.run(`INSERT INTO running_numbers (name, last) VALUES ('patient', ?)`, [count]);
}

function insertPatient({ db, random }: Context, i: number): string {
  const id = newId();
  db.run('INSERT INTO patients (id, code, import_key, created_at) VALUES (?, ?, NULL, ?)', [
    id,
    `P-${String(i + 1).padStart(4, '0')}`,
    '2026-01-01T00:00:00.000Z',
  ]);
  if (random.uniform() < 0.8) {
    db.run(
      `INSERT INTO identities (subject_id, subject_kind, name, number, birth_date) VALUES (?, 'patient', ?, ?, ?)`,
      [
        id,
        `${one(random, families)}, ${one(random, givens)}`,
        String(10_000_000 + random.below(89_999_999)),
        `${1930 + random.below(80)}-0${1 + random.below(9)}-1${random.below(10)}`,
      ],
    );
  }
  return id;
}

function insertStudy(context: Context, patientId: string, i: number, colleague: string): void {
  const { db, random, userId } = context;
  const id = newId();
  const day = new Date(Date.UTC(2016, 0, 1) + random.below(3950) * 86_400_000).toISOString().slice(0, 10);
  const at = new Date(Date.UTC(2026, 0, 1) + i * 61_000).toISOString();
  const state = one(random, states);
  const locked = (state === 'signed' || state === 'amended') && random.uniform() < 0.97 ? 1 : 0;
  const assignee = random.uniform() < 0.5 ? null : random.uniform() < 0.5 ? userId : colleague;
  db.run(
    `INSERT INTO studies (id, patient_id, site_id, performed_on, description, state, created_at, updated_at, assignee_id,
       urgent, discuss, teaching)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      ...[id, patientId, one(random, context.sites), random.uniform() < 0.02 ? null : day],
      ...[one(random, procedures), state, at, at, assignee],
      ...[0.02, 0.05, 0.03].map((share) => (random.uniform() < share ? 1 : 0)),
    ],
  );
  db.run(`INSERT INTO identities (subject_id, subject_kind, number) VALUES (?, 'study', ?)`, [
    id,
    `A${String(2_000_000 + i)}`,
  ]);
  const findings = random.below(4);
  for (let number = 1; number <= findings; number++) insertFinding(context, id, number, at);
  if (locked === 1) db.run('UPDATE studies SET locked = 1 WHERE id = ?', [id]);
}

function insertFinding(
  { db, random, userId, classes, locations }: Context,
  studyId: string,
  number: number,
  at: string,
): void {
  const id = newId();
  db.run(
    `INSERT INTO findings (id, study_id, scope, schema_id, number, created_at)
     VALUES (?, ?, 'region', (SELECT id FROM label_schemas WHERE kind = 'finding' LIMIT 1), ?, ?)`,
    [id, studyId, number, at],
  );
  if (random.uniform() < 0.8) {
    db.run(
      `INSERT INTO labels (id, finding_id, class_id, source, created_by, created_at) VALUES (?, ?, ?, 'reader', ?, ?)`,
      [...[newId(), id, one(random, classes), userId, at]],
    );
  }
  if (random.uniform() < 0.5) {
    db.run(
      'INSERT INTO finding_details (finding_id, location_id, note, changed_by, changed_at) VALUES (?, ?, ?, ?, ?)',
      [...[id, one(random, locations), one(random, notes), userId, at]],
    );
  }
}

/** One study of many frames, each with a mask; `pictures` distinct ones repeat. Answers its id. */
async function insertLongStudy(
  db: Database,
  put: (bytes: Uint8Array) => Promise<string>,
  userId: UserId,
  frames: number,
): Promise<string> {
  const size = { width: 960, height: 720 } as const;
  const pictures: string[] = [];
  for (let i = 0; i < 40; i++) {
    const noise = createRandom(i + 1);
    const pixels = Uint8Array.from(
      { length: 48 * 36 * 3 },
      (_, at) => 60 + (at % 3 === 0 ? 70 : 0) + noise.below(60),
    );
    const picture = sharp(pixels, { raw: { width: 48, height: 36, channels: 3 } }).resize(
      size.width,
      size.height,
    );
    pictures.push(await put(await picture.jpeg({ quality: 88 }).toBuffer()));
  }
  const at = new Date().toISOString();
  const [patientId, studyId, seriesId, sourceId] = [newId(), newId(), newId(), newId()];
  const stone = db.get<{ id: string; schemaId: string }>(
    `SELECT c.id, c.schema_id AS schemaId FROM label_classes c JOIN label_schemas s ON s.id = c.schema_id
     WHERE s.kind = 'mask' LIMIT 1`,
  );
  if (stone === undefined) throw new Error('no class of masks');
  const masks = Array.from({ length: 25 }, (_, i) => disc(size, i / 24));
  db.transaction(() => {
    db.run('INSERT INTO patients (id, code, created_at) VALUES (?, ?, ?)', [patientId, 'P-LONG', at]);
    db.run(
      `INSERT INTO studies (id, patient_id, performed_on, description, state, urgent, created_at, updated_at)
       VALUES (?, ?, '2026-11-27', 'Long ureteroscopy', 'segmented', 1, ?, ?)`,
      [studyId, patientId, at, at],
    );
    db.run(`INSERT INTO series (id, study_id, kind, number) VALUES (?, ?, 'stills', 1)`, [seriesId, studyId]);
    db.run(
      `INSERT INTO sources (id, series_id, kind, sha256, byte_length, media_type, imported_at)
       VALUES (?, ?, 'file', ?, 1, 'image/jpeg', ?)`,
      [sourceId, seriesId, '0'.repeat(64), at],
    );
    for (let i = 0; i < frames; i++) {
      const [frameId, maskId, segmentId] = [newId(), newId(), newId()];
      const mask = masks[i % masks.length];
      if (mask === undefined) throw new Error('no mask');
      db.run(
        `INSERT INTO frames (id, series_id, source_id, source_index, position, sha256, media_type, width, height)
         VALUES (?, ?, ?, ?, ?, ?, 'image/jpeg', ?, ?)`,
        [frameId, seriesId, sourceId, i, i, pictures[i % pictures.length] ?? '', size.width, size.height],
      );
      db.run('INSERT INTO segments (id, frame_id) VALUES (?, ?)', [segmentId, frameId]);
      db.run(
        `INSERT INTO mask_versions (id, frame_id, schema_id, origin, tool, label_map, sha256, coverage, created_by, created_at)
         VALUES (?, ?, ?, 'import', 'import', ?, ?, ?, ?, ?)`,
        [maskId, frameId, stone.schemaId, mask.bytes, mask.sha256, mask.coverage, userId, at],
      );
      db.run(
        'INSERT INTO mask_segments (mask_version_id, value, segment_id, class_id, pixels) VALUES (?, 1, ?, ?, ?)',
        [...[maskId, segmentId, stone.id, mask.pixels]],
      );
      db.run('INSERT INTO current_masks (frame_id, mask_version_id) VALUES (?, ?)', [frameId, maskId]);
    }
  });
  return studyId;
}

function disc({ width, height }: { readonly width: number; readonly height: number }, share: number) {
  const labels = new Uint8Array(width * height);
  const [x0, y0, radius] = [width * (0.35 + 0.3 * share), height / 2, height / 5];
  let pixels = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (Math.hypot(x - x0, y - y0) > radius) continue;
      labels[y * width + x] = 1;
      pixels++;
    }
  }
  const bytes = encodeLabelMap({ width, height, labels });
  return { bytes, sha256: addressOf(bytes), pixels, coverage: pixels / labels.length };
}

/** Makes a data folder with so many studies and, if `frames` is above 0, one more of that many frames. */
export async function makeDataFolder(options: {
  readonly dataDir: string;
  readonly migrationsDir: string;
  readonly studies: number;
  readonly frames: number;
}): Promise<{ readonly longStudy: string | null }> {
  const files = await openDataFolder(options.dataDir, { host: 'cli' });
  try {
    const db = await openMigratedDatabase({
      file: files.databaseFile,
      migrationsDir: options.migrationsDir,
      backups: files.backups,
      uncleanShutdown: false,
    });
    try {
      continueIds(db);
      const userId = seed(db);
      db.transaction(() => {
        insertStudies(db, userId, options.studies);
      });
      const longStudy =
        options.frames === 0
          ? null
          : await insertLongStudy(db, (bytes) => files.frames.put(bytes), userId, options.frames);
      return { longStudy };
    } finally {
      db.close();
    }
  } finally {
    await files.close();
  }
}
