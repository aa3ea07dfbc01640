import path from 'node:path';
import { implement } from '@orpc/server';
import { contract } from '../src-shared/contract/contract.ts';
import { LapidaryError } from '../src-shared/domain/errors.ts';
import { permissions, type Permission } from '../src-shared/domain/permissions.ts';
import type { Sha256 } from '../src-shared/domain/ids.ts';
import { version } from '../src-shared/domain/version.ts';
import { backbonesRoutes } from './backbones/backbones.routes.ts';
import { createBackboneShelf } from './backbones/backbones.service.ts';
import { createBackbones, type Backbones } from './backbones/installed.ts';
import { weightsMedia } from './backbones/weights.media.ts';
import { createWorkshop } from './backbones/workshop.ts';
import type { ComputePort } from './compute/port.ts';
import { createComputeSupervisor } from './compute/supervisor.ts';
import { openMigratedDatabase } from './db/migrations.ts';
import { continueIds } from './db/newId.ts';
import { seed } from './db/seed.ts';
import { createDemo } from './demo/demo.service.ts';
import { demoRoutes } from './demo/demo.routes.ts';
import { chainOlderEvents } from './events/chain.ts';
import { createChanges } from './events/changes.ts';
import { experimentsRoutes } from './experiments/experiments.routes.ts';
import { createExperiments } from './experiments/experiments.service.ts';
import { exportsRoutes } from './export/exports.routes.ts';
import { createExports } from './export/exports.service.ts';
import { createReportSources } from './export/reportSources.ts';
import { reportsMedia } from './export/reports.media.ts';
import type { Caller, Foundations } from './foundations.ts';
import { createJobs } from './jobs/createJobs.ts';
import { jobsRoutes } from './jobs/jobs.routes.ts';
import { createComparisons } from './masks/compare.service.ts';
import { maskExportMedia } from './masks/export.media.ts';
import { createMaskExports } from './masks/export.service.ts';
import { createMaskImports } from './masks/maskImport.service.ts';
import { createMasks } from './masks/masks.service.ts';
import { masksMedia } from './masks/masks.media.ts';
import { masksRoutes } from './masks/masks.routes.ts';
import { createMaskQualities } from './masks/quality.service.ts';
import { createContrasts } from './predictions/contrasts.service.ts';
import { liveMedia } from './predictions/live.media.ts';
import { createLive } from './predictions/live.service.ts';
import { predictJob } from './predictions/predict.job.ts';
import { predictionsRoutes } from './predictions/predictions.routes.ts';
import { createPredictions } from './predictions/predictions.service.ts';
import { saliencyMedia } from './predictions/saliency.media.ts';
import { createSaliency } from './predictions/saliency.service.ts';
import { createArrangement } from './review/arrange.service.ts';
import { createAttendance } from './review/presence.ts';
import { createReadings } from './review/readings.service.ts';
import { createRemarks } from './review/remarks.service.ts';
import { reviewRoutes } from './review/review.routes.ts';
import { createSecondReading } from './review/secondReading.service.ts';
import { createSigning } from './review/signing.service.ts';
import { createSiteFigures } from './review/siteFigures.service.ts';
import { clickProposalsMedia } from './proposals/clickProposals.media.ts';
import { clickProposalsRoutes } from './proposals/clickProposals.routes.ts';
import { createClickProposals } from './proposals/clickProposals.service.ts';
import { createClassicalProposers } from './proposals/opencvProposers.ts';
import { maskModelsRoutes } from './proposals/models/maskModels.routes.ts';
import { createMaskModels } from './proposals/models/maskModels.service.ts';
import { headJob } from './segmentation/head.job.ts';
import { createHeads } from './segmentation/heads.service.ts';
import { headProbabilitiesMedia } from './segmentation/probabilities.media.ts';
import { createProbabilities } from './segmentation/probabilities.service.ts';
import { maskProposalsMedia } from './segmentation/proposals.media.ts';
import { createProposals, findProposer } from './segmentation/proposals.service.ts';
import { segmentJob } from './segmentation/segment.job.ts';
import { segmentationRoutes } from './segmentation/segmentation.routes.ts';
import type { HeldDataFolder } from './storage/dataFolder.ts';
import { openDataFolder } from './storage/openDataFolder.ts';
import { createErasure } from './studies/erase.service.ts';
import { framesMedia } from './studies/frames.media.ts';
import { importsRoutes } from './studies/imports.routes.ts';
import { createImports } from './studies/imports.service.ts';
import { recoverStudies } from './studies/recovery.ts';
import { schemasRoutes } from './studies/schemas.routes.ts';
import { studiesRoutes } from './studies/studies.routes.ts';
import { createStudies } from './studies/studies.service.ts';
import { traysMedia } from './studies/trays.media.ts';
import { createPreferences } from './system/preferences.service.ts';
import { createProviderProbes } from './system/probes.ts';
import { createSettings, measureMachine } from './system/settings.service.ts';
import { systemRoutes } from './system/system.routes.ts';
import { createSystem } from './system/system.service.ts';
import { createAdapters } from './tuning/adapters.service.ts';
import { createCohorts } from './tuning/cohorts.service.ts';
import { tuneJob } from './tuning/tune.job.ts';
import { tuningRoutes } from './tuning/tuning.routes.ts';
import { createTuning } from './tuning/tuning.service.ts';
import { usersRoutes } from './users/users.routes.ts';
import { createUsers } from './users/users.service.ts';

export { reportCheckpoint } from './backbones/checkpointReport.ts';
export { forkedNodePort, textOf } from './compute/port.ts';

export interface WorkstationOptions {
  readonly dataDir: string;
  /** Where the shipped networks lie. */
  readonly modelsDir: string;
  readonly migrationsDir: string;
  readonly host: 'electron' | 'web' | 'cli';
  /** Starts a process that runs computeProcess.ts. The error output of a probe should be kept: it names devices. */
  readonly spawnCompute: (name: 'interactive' | 'batch' | 'probe') => ComputePort;
  /** Nothing in a line identifies a person. */
  readonly log: (line: string) => void;
}

export type Workstation = Awaited<ReturnType<typeof createWorkstation>>;

/** What a request to the workstation carries. */
interface Context {
  readonly caller: Caller;
}

/**
 * The composition root: opens the data folder, builds the features in the order of the road, and gives them back behind
 * one router and one media handler. Reads no environment and knows no host.
 *
 * @throws LapidaryError `data-folder-…`, `database-…`, `disk-full`
 */
export async function createWorkstation(options: WorkstationOptions) {
  const files = await openDataFolder(options.dataDir, { host: options.host });
  try {
    return await openInto(files, options);
  } catch (error) {
    await files.close();
    throw error;
  }
}

async function openInto(files: HeldDataFolder, options: WorkstationOptions) {
  const { modelsDir, host, spawnCompute, log } = options;
  const db = await openMigratedDatabase({
    file: files.databaseFile,
    migrationsDir: options.migrationsDir,
    backups: files.backups,
    uncleanShutdown: files.uncleanShutdown,
  });
  continueIds(db);
  chainOlderEvents(db);
  const localUser = seed(db);
  const changes = createChanges();
  const jobs = createJobs({ db, changes }, (error) => {
    log(`A job failed: ${placeOf(error)}`);
  });
  const supervisor = (name: 'interactive' | 'batch') =>
    createComputeSupervisor({
      name,
      spawn: () => spawnCompute(name),
      // On the command line nobody waits for anything else.
      configuration: { background: name === 'batch' && host !== 'cli' },
      onLog: (level, text) => {
        log(`${name} ${level}: ${text}`);
      },
    });
  const compute = { interactive: supervisor('interactive'), batch: supervisor('batch') };
  const foundations: Foundations = { db, files, jobs, changes, compute, modelsDir, localUser };
  const probes = createProviderProbes({ db, spawn: () => spawnCompute('probe') });
  const machine = await measureMachine(files.root);
  const settings = createSettings({ ...foundations, probes, machine });
  const preferences = createPreferences(foundations);
  const cacheLimitMb = (): number => settings.current().cacheLimitMb;

  const workshop = createWorkshop(() => spawnCompute('probe'), host !== 'cli');
  const backbones = createBackbones(foundations);
  const shelf = createBackboneShelf({ ...foundations, backbones, workshop });
  const maskModels = createMaskModels({ ...foundations, workshop, cacheLimitMb });
  const users = createUsers(foundations);
  const assertPermitted = (caller: Caller, permission: Permission): void => {
    if (!users.isKnown(caller.userId) || !permissions.includes(permission)) throw notPermitted(permission);
  };
  const studies = createStudies(foundations);
  const erasure = createErasure(foundations);
  const imports = createImports(foundations);
  const masks = createMasks(foundations);
  const comparisons = createComparisons(foundations);
  const qualities = createMaskQualities(foundations);
  const maskExports = createMaskExports(foundations);
  const maskImports = createMaskImports(foundations, masks);
  const cohorts = createCohorts(foundations);
  const adapters = createAdapters(foundations);
  const tuning = createTuning({ ...foundations, cohorts, backbones, cacheLimitMb });
  const heads = createHeads({ ...foundations, backbones });
  const findModel = (sha256: Sha256) => maskModels.frameProposer(sha256);
  const proposals = createProposals({ ...foundations, masks, heads, findModel });
  const probabilities = createProbabilities({ db, heads, findModel });
  const clickProposals = createClickProposals({
    db,
    sources: [createClassicalProposers(foundations), maskModels],
  });
  const confidence = (): number => preferences.current().confidence;
  const predictions = createPredictions({ ...foundations, adapters, backbones, confidence });
  const contrasts = createContrasts({ ...foundations, adapters, backbones });
  const live = createLive({ ...foundations, adapters, backbones, confidence });
  const saliency = createSaliency({ ...foundations, adapters, backbones });
  const readings = createReadings(foundations);
  const arrange = createArrangement(foundations);
  const signing = createSigning({
    ...foundations,
    software: version,
    study: (studyId) => studies.get(studyId),
    predictions: (studyId) => predictions.ofStudy(studyId),
    notice: (studyId) => noticeOf(backbones, predictions.networksOf(studyId)),
  });
  const remarks = createRemarks(foundations);
  const attendance = createAttendance();
  const secondReading = createSecondReading(foundations);
  const siteFigures = createSiteFigures(foundations);
  const exports = createExports({
    db,
    sources: createReportSources({
      ...foundations,
      signing,
      study: (studyId) => studies.get(studyId),
      predictions: (studyId) => predictions.ofStudy(studyId),
      preferences: () => preferences.current(),
    }),
  });
  const demo = createDemo(foundations);
  const experiments = createExperiments({ ...foundations, backbones, cacheLimitMb });
  const system = createSystem({
    ...foundations,
    host,
    version,
    backbone: () => backbones.chosen(),
    probes,
    cacheLimitMb,
  });

  const media = [
    framesMedia(studies, foundations),
    traysMedia(foundations),
    weightsMedia(foundations, (caller) => {
      assertPermitted(caller, 'backbones.manage');
    }),
    masksMedia(masks, comparisons),
    maskExportMedia(maskExports),
    maskProposalsMedia(proposals),
    headProbabilitiesMedia(probabilities, (caller) => {
      assertPermitted(caller, 'segmentation.run');
    }),
    clickProposalsMedia(clickProposals, (caller) => {
      assertPermitted(caller, 'masks.edit');
    }),
    liveMedia(live, (caller) => {
      assertPermitted(caller, 'predictions.run');
    }),
    saliencyMedia(saliency, (caller) => {
      assertPermitted(caller, 'predictions.run');
    }),
    reportsMedia(exports),
  ];

  jobs.register(headJob({ ...foundations, backbones, cacheLimitMb }));
  jobs.register(
    segmentJob({
      ...foundations,
      proposerOf: (source, maskSchemaId) => findProposer(source, maskSchemaId, heads, findModel),
    }),
  );
  jobs.register(tuneJob({ ...foundations, backbones, cacheLimitMb }));
  jobs.register(predictJob({ ...foundations, adapters, backbones }));
  const keptTrays = new Set([shelf, maskImports, maskModels].flatMap((one) => [...one.traysInUse()]));
  await recoverStudies(foundations, files.uncleanShutdown, keptTrays);
  await shelf.recover(maskModels.foldersInUse());
  await tuning.recover();
  heads.recover();
  // Stale predictions are told from current ones by the installed networks.
  await backbones.refresh();
  await backbones.chosen().catch((error: unknown) => {
    log(error instanceof LapidaryError ? error.message : `The network cannot be opened: ${placeOf(error)}`);
  });
  jobs.resume();
  studies.prepareSearchSoon((error) => {
    log(`The worklist cannot be searched yet: ${placeOf(error)}`);
  });
  if (host !== 'cli') probes.examineSoon(settings.current().provider !== 'cpu');

  const router = implement(contract)
    .$context<Context>()
    .use(({ context, procedure, next }) => {
      const { permission } = procedure['~orpc'].meta;
      assertPermitted(context.caller, permission);
      return next();
    })
    .router({
      system: systemRoutes(system, settings, preferences),
      jobs: jobsRoutes(foundations),
      users: usersRoutes(users),
      schemas: schemasRoutes(foundations),
      studies: studiesRoutes(studies, erasure),
      imports: importsRoutes(imports),
      masks: masksRoutes({ masks, comparisons, qualities, imports: maskImports }),
      backbones: backbonesRoutes(shelf),
      segmentation: segmentationRoutes({ heads, proposals }),
      maskModels: maskModelsRoutes(maskModels),
      tuning: tuningRoutes({ cohorts, tuning, adapters }),
      proposals: clickProposalsRoutes(clickProposals),
      predictions: predictionsRoutes(predictions, contrasts),
      review: reviewRoutes(
        { readings, arrange, signing, remarks, attendance, secondReading, siteFigures },
        foundations,
      ),
      exports: exportsRoutes(exports),
      demo: demoRoutes(demo),
      experiments: experimentsRoutes(experiments),
    });

  return {
    router,
    jobs,
    /** Answers what lies under /media. @throws LapidaryError `not-found` and the features' own */
    async media(request: Request, caller: Caller): Promise<Response> {
      const [room, ...place] = pathOf(request);
      for (const answer of room === 'media' ? media : []) {
        const response = await answer(request, place, caller);
        if (response !== undefined) return response;
      }
      throw notFound('address');
    },
    /** Whoever acts on this workstation, coming in through a door; when somebody else takes over, it is them. */
    caller: (door: Caller['door']): Caller => ({
      get userId() {
        return users.acting();
      },
      door,
    }),
    publishDoor: (door: { readonly url: string; readonly token: string }) => files.publishDoor(door),
    async close(): Promise<void> {
      studies.closeSearch();
      await jobs.close();
      await Promise.all([
        compute.interactive.close(),
        compute.batch.close(),
        probes.close(),
        workshop.close(),
      ]);
      db.close();
      await files.close();
    },
  };
}

/** What the networks that answered may be used for. */
function noticeOf(backbones: Backbones, answered: readonly Sha256[]): string {
  const notices = answered.flatMap((sha256) => backbones.known(sha256)?.notice ?? []);
  return [...new Set(notices)].join(' ');
}

/** Whoever is known here holds every permission; roles will decide where this is asked. */
function notPermitted(permission: Permission): LapidaryError {
  return new LapidaryError(
    'not-permitted',
    `This needs the permission "${permission}", which you do not have.`,
    'Ask whoever administers this workstation.',
  );
}

/** @throws LapidaryError `not-found` for an address that is no address */
function pathOf(request: Request): string[] {
  try {
    return new URL(request.url).pathname.split('/').slice(1).map(decodeURIComponent);
  } catch {
    throw notFound('address');
  }
}

function notFound(what: string): LapidaryError {
  return new LapidaryError(
    'not-found',
    `There is no such ${what}.`,
    'It may have been erased. Reload the page.',
  );
}

/** The kind of an error and where it arose, without its message, which may quote a name. */
function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.slice(0, 8)].join('\n');
}

/**
 * Where a person's data lie unless told otherwise, by the custom of each system. Every host asks with its own
 * environment, so that the command line finds what the window has open.
 */
export function defaultDataDir(machine: {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}): string {
  const { platform, home, env } = machine;
  if (platform === 'win32')
    return path.join(env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'), 'Lapidary');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Lapidary');
  const given = env['XDG_DATA_HOME'];
  // The specification: a relative path is invalid and to be ignored.
  const base = given !== undefined && path.isAbsolute(given) ? given : path.join(home, '.local', 'share');
  return path.join(base, 'lapidary');
}
