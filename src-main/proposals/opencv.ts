/** OpenCV as WebAssembly: loaded when it is first wanted, its memory freed by scopes. Needs eval, so never in a page. */
import { createRequire } from 'node:module';

/** A matrix in WebAssembly memory; `data` and `data32F` are views that go stale when that memory grows. */
export interface Mat {
  readonly data: Uint8Array;
  readonly data32S: Int32Array;
  readonly data32F: Float32Array;
  roi(part: object): Mat;
  delete(): void;
}

/** An opaque class of OpenCV whose objects are plain values or are freed like matrices. */
type Constructor<Arguments extends readonly unknown[], Result> = new (...given: Arguments) => Result;

/** What is used of OpenCV, under its own names (docs.opencv.org/4.12.0). */
export interface OpenCv {
  readonly Mat: Constructor<[] | [rows: number, columns: number, type: number], Mat>;
  readonly Size: Constructor<[width: number, height: number], object>;
  readonly Rect: Constructor<[x: number, y: number, width: number, height: number], object>;
  readonly CV_8UC1: number;
  readonly CV_8UC3: number;
  readonly CV_32SC1: number;
  readonly CV_32FC1: number;
  readonly BORDER_REPLICATE: number;
  readonly GC_INIT_WITH_MASK: number;
  readonly INTER_AREA: number;
  readonly INTER_LINEAR: number;
  readonly HEAP8: Int8Array;
  medianBlur(from: Mat, to: Mat, side: number): void;
  GaussianBlur(from: Mat, to: Mat, size: object, sigma: number): void;
  copyMakeBorder(
    from: Mat,
    to: Mat,
    ...border: [top: number, bottom: number, left: number, right: number, kind: number]
  ): void;
  resize(from: Mat, to: Mat, size: object, scaleX: number, scaleY: number, kernel: number): void;
  watershed(picture: Mat, markers: Mat): void;
  grabCut(
    picture: Mat,
    mask: Mat,
    box: object,
    background: Mat,
    foreground: Mat,
    iterations: number,
    mode: number,
  ): void;
  setRNGSeed(seed: number): void;
}

/** Wrapped, because the module has a `then` of its own: a promise of it would never be settled. */
interface Loaded {
  readonly cv: OpenCv;
}

let loading: Promise<Loaded> | null = null;

/** The one instance of this process; takes some half a second at first. */
export function loadOpenCv(): Promise<Loaded> {
  loading ??= load();
  loading.catch(() => {
    loading = null;
  });
  return loading;
}

interface Module extends Partial<OpenCv> {
  onRuntimeInitialized?: () => void;
  onAbort?: () => void;
}

async function load(): Promise<Loaded> {
  const kinds = ['uncaughtException', 'unhandledRejection'] as const;
  const before = kinds.map((kind) => new Set<unknown>(process.listeners(kind as 'uncaughtException')));
  // Not by import(): a loader that lets a namespace show what its default export has would wait for that `then`.
  const module = createRequire(import.meta.url)('@techstark/opencv-js') as Module;
  // It rethrows what nobody caught, under its own name. How a compute process ends is not for a library to decide.
  kinds.forEach((kind, i) => {
    for (const listener of process.listeners(kind as 'uncaughtException')) {
      if (before[i]?.has(listener) === false) process.off(kind, listener);
    }
  });
  if (module.Mat === undefined) {
    await new Promise<void>((resolve, reject) => {
      module.onRuntimeInitialized = resolve;
      module.onAbort = () => {
        reject(new Error('OpenCV could not be started'));
      };
    });
  }
  return { cv: module as OpenCv };
}

let held = 0;

/** Matrices that are not freed yet. */
export function heldMats(): number {
  return held;
}

/**
 * Work with matrices: each that is handed to `keep` is freed when the work is over, however it ends. What the work
 * returns must not be one of them, nor a view into one.
 */
export function withMats<Result>(work: (keep: <M extends Mat>(mat: M) => M) => Result): Result {
  const mats: Mat[] = [];
  try {
    return work((mat) => {
      mats.push(mat);
      held += 1;
      return mat;
    });
  } finally {
    for (const mat of mats) {
      mat.delete();
      held -= 1;
    }
  }
}
