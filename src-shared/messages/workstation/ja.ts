import type { WorkstationTexts } from '../workstation.ts';

export const ja: WorkstationTexts = {
  ' {0} patient was in a test set before and can never train again.':
    '{0} 名の患者は以前テスト用だったため、以後の学習には使えません。',
  ' {0} patients were in a test set before and can never train again.':
    '{0} 名の患者は以前テスト用だったため、以後の学習には使えません。',
  '"card.json" cannot be read': '"card.json" を読み取れません',
  '"card.json" is larger than 1 MB': '"card.json" が 1 MB を超えています',
  '"card.json" is not JSON': '"card.json" が JSON ではありません',
  '"weights.safetensors" cannot be read': '"weights.safetensors" を読み取れません',
  '"weights.safetensors" is cut short': '"weights.safetensors" が途中で切れています',
  '"{0}" cannot run all of this network on its device; these operations would run on the CPU: {1}.':
    '"{0}" では、このネットワークのすべてをデバイスで実行することはできません。次の演算が CPU で実行されることになります：{1}。',
  '"{0}" holds values that are not finite numbers': '"{0}" に有限でない数値が含まれています',
  '"{0}" is [{1}] where its card asks for [{2}]': '"{0}" は [{1}] ですが、カードでは [{2}] です',
  '"{0}" is [{1}], where {2} values are needed': '"{0}" は [{1}] ですが、{2} 個の値が必要です',
  '"{0}" is no class of "{1}".': '「{0}」は「{1}」のクラスではありません。',
  '"{0}" is not as expected': '"{0}" が想定と異なります',
  '"{0}" is not in float32': '"{0}" が float32 ではありません',
  '1.3 GB.': '1.3 GB。',
  '1.34 GB: it holds more than the encoder.': '1.34 GB。エンコーダー以外も含みます。',
  "30 epochs of AdamW with this project's own engine, seed 20261127; `npm run train-head` repeats it.":
    '本プロジェクト独自のエンジンによる AdamW で 30 エポック、シード 20261127。`npm run train-head` で再現できます。',
  "320 synthetic frames of as many invented patients with one or two stones, drawn by this project's own generator from seeds that neither the demonstration nor its evidence uses. No photograph, no patient, no stone.":
    '結石が 1 個または 2 個ある架空の患者 320 名の合成フレーム 320 枚。デモにもその検証結果にも使われていないシードから、本プロジェクト独自の生成器で描画。写真、患者、結石は一切含みません。',
  '346 MB.': '346 MB。',
  '346 MB; from huggingface.co/facebook/dinov2-base.': '346 MB。huggingface.co/facebook/dinov2-base より。',
  '346 MB; the same weights, in the older format.': '346 MB。同じ重みの旧形式です。',
  '39 MB.': '39 MB。',
  '410 MB.': '410 MB。',
  '417 MB.': '417 MB。',
  '599 MB; the image tower is read, the text tower is left.':
    '599 MB。画像エンコーダーのみを読み込み、テキストエンコーダーは使用しません。',
  '785 tokens at 224 pixels: fine detail, at several times the time and memory of patches of 16.':
    '224 画素で 785 トークンです。細部を捉えますが、パッチ 16 の数倍の時間とメモリーを要します。',
  'A backbone cannot be used: its card is the one of another network.':
    'バックボーンを使用できません：カードが別のネットワークのものです。',
  'A class has {0} cases left for training, each of another patient; {1} are needed.':
    '学習用の症例が {0} 例しか残らないクラスがあります（それぞれ別の患者）。{1} 例が必要です。',
  'A class has {0} cases left for validation, each of another patient; {1} are needed.':
    '検証用の症例が {0} 例しか残らないクラスがあります（それぞれ別の患者）。{1} 例が必要です。',
  'A cohort of this name exists already.': 'この名前のコホートはすでにあります。',
  'A component is named twice.': '同じ成分が 2 回指定されています。',
  'A draw of the task {0} leaves {1} classes out of its test and {2} out of its training.':
    'タスク {0} の抽出の 1 つで、テストから {1} クラス、学習から {2} クラスが欠けています。',
  'A file has a name that cannot be taken over.': '引き継げない名前のファイルがあります。',
  'A file has a path that cannot be taken over.': '引き継げないパスのファイルがあります。',
  'A file has more than {0} MB.': '{0} MB を超えるファイルがあります。',
  'A file of weights is called like the model itself, so that the two cannot lie beside each other.':
    '重みのファイルがモデル本体と同じ名前のため、並べて置けません。',
  'A file that was to be imported is not among those that were sent.':
    '取り込むはずのファイルが、送信されたファイルの中にありません。',
  'A finding has to be on a frame.': '所見は少なくとも 1 つのフレームに属する必要があります。',
  'A frame without a mask cannot be shown with an empty one to {0}: with these options it has no answer to that.':
    'マスクのないフレームを、空のマスクとともに {0} に示すことはできません。この設定では答えを出せません。',
  'A good first choice for a computer without a graphics card.':
    'グラフィックカードのない端末では、最初の選択肢として適しています。',
  'A good first choice where ViT-B is fast enough: supervised pretraining, where prompt tuning is at its best.':
    'ViT-B で速度が足りる場合の最初の選択肢として適しています。プロンプトチューニングが最も有効な教師ありの事前学習です。',
  'A linear head on the frozen network’s answer to the whole frame: the least that can be tuned.':
    'フレーム全体に対する重み固定ネットワークの出力に線形ヘッドを載せます。チューニングする量が最も少ない手法です。',
  'A manifest and other files or folders cannot be imported in one go.':
    '表とほかのファイルやフォルダーを一度に取り込むことはできません。',
  'A mask may hold 255 segments. Check that this is a mask and not a picture.':
    'マスクに含められるセグメントは 255 個までです。画像ではなくマスクかどうかを確認してください。',
  'A mask may hold 255 segments; this one has more.':
    'マスクに含められるセグメントは 255 個までです。このマスクはそれを超えています。',
  'A mask was erased meanwhile.': 'その間にマスクが消去されました。',
  'A message that makes no sense was refused.': '解釈できないメッセージを拒否しました。',
  'A model cannot be used: a file of it has another size.':
    'モデルを使用できません：ファイルのサイズが変わっています。',
  'A model cannot be used: a file of it has changed.':
    'モデルを使用できません：ファイルの内容が変わっています。',
  'A model cannot be used: its card names no model.':
    'モデルを使用できません：カードにモデルの記載がありません。',
  'A network that was brought as a file says which pixels it proposes, not how sure it is of each.':
    'ファイルとして追加されたネットワークは、提案する画素を示すだけで、画素ごとの確信度は示しません。',
  'A new patient needs a name or a number.': '新しい患者には氏名または番号が必要です。',
  'A newer set of marks was sent before this one was looked at.':
    'この印を処理する前に、より新しい印が送信されました。',
  'A newer version of this mask was sent before this one was looked at.':
    'この版を処理する前に、マスクのより新しい版が送信されました。',
  'A page may not name paths of this computer.': 'ページからこの端末のパスを指定することはできません。',
  'A polygon of annotation {0} has {1} numbers; three points or more, two numbers each, are needed.':
    'アノテーション {0} の多角形の数値が {1} 個です。3 点以上、1 点につき 2 個の数値が必要です。',
  'A proposal could not be written.': '提案を書き込めませんでした。',
  'A quarter of the patches of ViT-B/16: faster, but blind to small findings, since one patch covers 32 × 32 pixels.':
    'パッチ数は ViT-B/16 の 4 分の 1 です。高速ですが、1 パッチが 32 × 32 画素にわたるため、小さな所見は捉えられません。',
  'A quarter of the patches of ViT-B/16: faster, but blind to small findings.':
    'パッチ数は ViT-B/16 の 4 分の 1 です。高速ですが、小さな所見は捉えられません。',
  'A question about another frame or class was sent before this one was looked at.':
    'この問い合わせを処理する前に、別のフレームまたはクラスについての問い合わせが送信されました。',
  'A question about another frame was sent before this one was looked at.':
    'この問い合わせを処理する前に、別のフレームについての問い合わせが送信されました。',
  'A row names a row of {0} that does not exist.': '{0} の存在しない行を参照している行があります。',
  'A second opinion is somebody else’s: let another reader take over, or change your label.':
    'セカンドオピニオンは別の読影者が入力します。ほかの読影者に交代するか、ご自身の分類を変更してください。',
  'A segment of this mask has a class that no mask schema has.':
    'このマスクに、どのマスクスキーマにもないクラスのセグメントがあります。',
  'A segmentation head cannot be read: its file is not a complete one.':
    '領域抽出ヘッドを読み取れません：ファイルが完全ではありません。',
  'A segmentation head cannot be used: "{0}" does not fit its options.':
    '領域抽出ヘッドを使用できません："{0}" が設定と合いません。',
  'A sound checkpoint does not claim this much. Fetch it again from where it came from, or save its weights as safetensors.':
    '正常なチェックポイントがこれほどの量を示すことはありません。入手元から再度入手するか、重みを safetensors で保存してください。',
  'A stored adapter cannot be read: it is not a complete adapter file.':
    '保存されたアダプターを読み取れません：アダプターのファイルとして完全ではありません。',
  'A stored adapter cannot be used: "{0}" does not fit its method.':
    '保存されたアダプターを使用できません："{0}" が手法と合いません。',
  'A training step of {0} on this network needs about {1} MB, and the memory budget leaves it {2} MB.':
    'このネットワークでは {0} の学習の 1 ステップに約 {1} MB が必要ですが、計算用メモリーの残りは {2} MB です。',
  'A tuning run cannot be continued: its checkpoint is not one.':
    'チューニングを再開できません：チェックポイントがチューニングのものではありません。',
  'A tuning run, or the training of a segmentation head, is using these cases.':
    'チューニング、または領域抽出ヘッドの学習で、これらの症例を使用中です。',
  'Activate a method that reads the mask, and predict again.':
    'マスクを読む手法を有効にして、もう一度予測してください。',
  'Activate an adapter of the installed network, or tune again.':
    'インストール済みネットワークのアダプターを有効にするか、再度チューニングしてください。',
  'Activate another adapter, or tune again.': '別のアダプターを有効にするか、再度チューニングしてください。',
  'Activate it for its own schema.': 'そのアダプターの分類体系に対して有効にしてください。',
  'Adapters answer only with the network that they were tuned on. Keep it, or wait for its runs to end.':
    'アダプターは、チューニングに使ったネットワークでのみ機能します。残しておくか、実行の終了を待ってください。',
  'Add labelled cases of at least one more class to the training sites.':
    '学習用の施設に、少なくとももう 1 つのクラスのラベル付き症例を追加してください。',
  'Add patients to the training sites, or allow validation within one patient, by blocks of frames: the result is then marked so.':
    '学習用の施設に患者を追加するか、同一患者内での検証（フレームのまとまりごと）を許可してください。結果にはその旨が示されます。',
  'Add patients, divide by site, or allow validation within one patient, by blocks of frames: the result is then marked so.':
    '患者を追加するか、施設ごとに分割するか、同一患者内での検証（フレームのまとまりごと）を許可してください。結果にはその旨が示されます。',
  'Add patients, or allow validation within one patient, by blocks of frames: the result is then marked so.':
    '患者を追加するか、同一患者内での検証（フレームのまとまりごと）を許可してください。結果にはその旨が示されます。',
  'Add patients, or divide by site.': '患者を追加するか、施設ごとに分割してください。',
  'Add patients, or name other test sites.': '患者を追加するか、別のテスト用施設を指定してください。',
  'Add patients, or name other training sites.': '患者を追加するか、別の学習用施設を指定してください。',
  'All biases of the network are trained, nothing else of it. Knows nothing of masks.':
    'ネットワークのバイアスをすべて学習し、ほかは変えません。マスクは使いません。',
  "All weights, 3500 steps of AdamW with this project's own engine, seed 20261123; `npm run train-backbone` repeats it.":
    'すべての重みを、本プロジェクト独自のエンジンによる AdamW で 3500 ステップ学習、シード 20261123。`npm run train-backbone` で再現できます。',
  'All {0} runs failed. The first: {1}': '{0} 回の実行がすべて失敗しました。最初のもの：{1}',
  'All {0} training cases have the same label: there is nothing to tell apart.':
    '学習用の {0} 例がすべて同じラベルのため、区別するものがありません。',
  Alpha: 'アルファ',
  'An entry of {0} was left out: its key is neither a text nor a number.':
    '{0} の項目を 1 つ除外しました。キーが文字列でも数値でもありません。',
  'Annotation {0} has a box but no region.': 'アノテーション {0} には枠がありますが、領域がありません。',
  'Another file of this import belongs to the same frame.':
    'この取り込みの別のファイルが同じフレームに対応しています。',
  'Arrays of texts were left out: {0}.': '文字列の配列を除外しました：{0}。',
  'Ask for fewer cases per class, or add patients of the rarest class.':
    'クラスごとの症例数を減らすか、最も少ないクラスの患者を追加してください。',
  'Ask for more cases per class, or leave the task out.':
    'クラスごとの症例数を増やすか、このタスクを除外してください。',
  'Ask for the gradient instead.': '代わりに勾配を指定してください。',
  'Ask for them again.': '再度問い合わせてください。',
  'Ask whoever administers this workstation.': 'このワークステーションの管理者にお問い合わせください。',
  'Attention bias': 'アテンションバイアス',
  'Begin an amendment, with the reason for it; the signed reading stays as it is.':
    '理由を付けて修正を開始してください。署名済みの読影結果はそのまま残ります。',
  'Both parts of Lapidary must be of the same version: restart it.':
    'Lapidary の両方の部分は同じバージョンでなければなりません。再起動してください。',
  'Bring a smaller variant of the model, or one in half precision.':
    'モデルの小さい版か、半精度の版を追加してください。',
  'Bring its decoder together with it.': 'デコーダーも一緒に追加してください。',
  'Bring its encoder together with it.': 'エンコーダーも一緒に追加してください。',
  'Bring the encoder and the decoder of one and the same export.':
    '同じ書き出しのエンコーダーとデコーダーを追加してください。',
  'Bring {0}.': '{0}を追加してください。',
  'Build it with `npm run build`, or reinstall Lapidary.':
    '`npm run build` でビルドするか、Lapidary を再インストールしてください。',
  'By the masks of {0} cases.': '{0} 例のマスクによる。',
  'CLIP image tower': 'CLIP 画像エンコーダー',
  'Caches: none are kept. {0} of disk would save computing the same again.':
    'キャッシュ：保存しません。ディスク {0} があれば再計算を省けます。',
  'Caches: {0} of disk, of {1} allowed': 'キャッシュ：ディスク {0}（上限 {1}）',
  'Caches: {0} of disk, of {1} allowed and {2} free: {3} of it will be computed anew whenever it is needed. Safe to delete at any time.':
    'キャッシュ：ディスク {0}（上限 {1}、空き {2}）。うち {3} は必要になるたびに再計算します。いつでも安全に削除できます。',
  'Caches: {0} of disk, of {1} allowed: {2} of it will be computed anew whenever it is needed. Safe to delete at any time.':
    'キャッシュ：ディスク {0}（上限 {1}）。うち {2} は必要になるたびに再計算します。いつでも安全に削除できます。',
  'Caches: {0} of disk, of {1} allowed; safe to delete at any time.':
    'キャッシュ：ディスク {0}（上限 {1}）。いつでも安全に削除できます。',
  'Call the mask as its frame’s file is called, or say which ending is to be read as which other.':
    'マスクをフレームのファイルと同じ名前にするか、どの末尾をどう読み替えるかを指定してください。',
  'Cancel its training first, then remove it.': '先に学習を中止してから削除してください。',
  'Carries a second class token; it is kept as a constant token.':
    '2 つ目のクラストークンがあり、固定トークンとして保持します。',
  'Change the option, or use another network.': '設定を変更するか、別のネットワークを使ってください。',
  'Change the reading as it is, then sign it.': '現在の読影結果を変更してから署名してください。',
  'Check its path; in a manifest, paths are relative to the manifest, and case counts.':
    'パスを確認してください。表のパスは表からの相対パスで、大文字と小文字を区別します。',
  'Check that it is an ordinary file and that your user account may read it.':
    '通常のファイルであり、お使いのユーザーアカウントで読み取れることを確認してください。',
  'Check that it is the checkpoint itself, not a web page or a pointer that was saved in its place.':
    'ウェブページやポインターが代わりに保存されたものではなく、チェックポイントそのものであることを確認してください。',
  'Check that the column "label" holds classes, not remarks; or name the label schema they belong to.':
    '"label" 列の内容がコメントではなくクラスであることを確認するか、ラベルが属する分類体系を指定してください。',
  'Check that the file is complete and holds the whole image encoder; `lapidary checkpoint inspect` lists its tensors.':
    'ファイルが完全で、画像エンコーダー全体を含むことを確認してください。`lapidary checkpoint inspect` でテンソルの一覧を表示できます。',
  'Check that there is enough free memory and that the model files are complete; "cpu" is the provider that works everywhere.':
    '空きメモリーが十分にあり、モデルのファイルが完全であることを確認してください。どの端末でも動作するプロバイダーは "cpu" です。',
  'Check the disk, then restore the data folder from a backup, or import the file again.':
    'ディスクを点検し、データフォルダーをバックアップから復元するか、ファイルを再度取り込んでください。',
  'Check the disk, then restore the data folder from a backup, or import the picture again.':
    'ディスクを点検し、データフォルダーをバックアップから復元するか、画像を再度取り込んでください。',
  'Check the facts that were stated of it, above all heads, activation and the norms’ epsilon, or fetch the file again.':
    '指定した項目（特にアテンションヘッド数、活性化関数、正規化のイプシロン）を確認するか、ファイルを再度入手してください。',
  'Check the path.': 'パスを確認してください。',
  'Check the sizes that were stated of the model. If they are right, the model itself is at fault: export it again.':
    'モデルについて指定したサイズを確認してください。正しければモデル自体に問題があります。再度書き出してください。',
  'Check what was stated of the model, above all its outputs and its numbers for colours; or use another one.':
    'モデルについて指定した内容（特に出力と色の数値）を確認するか、別のモデルを使ってください。',
  'Checksum as several independent copies have it.': '独立した複数のコピーで一致したチェックサムです。',
  'Choose "auto" or "cpu"; after installing a driver, examine this machine again on the System page or with "lapidary doctor".':
    '"auto" または "cpu" を選んでください。ドライバーをインストールした後は、「システム」ページまたは "lapidary doctor" で端末を再検査してください。',
  'Choose "cpu" in the settings and start again, or update the driver. Runs that were done are kept.':
    '設定で "cpu" を選んで再度開始するか、ドライバーを更新してください。完了した実行は保持されます。',
  'Choose "cpu" in the settings, or allow operations on the CPU there; the results are then marked.':
    '設定で "cpu" を選ぶか、CPU での演算を許可してください。許可した場合、結果に印が付きます。',
  'Choose PNG label maps, or one COCO file.': 'PNG ラベルマップ、または COCO ファイル 1 つを選んでください。',
  'Choose a class for every segment.': 'すべてのセグメントのクラスを選んでください。',
  'Choose a class, mark it as uncertain, or set the finding aside.':
    '分類を選ぶ、不確実とする、または所見を除外してください。',
  'Choose a file that ends in .safetensors, .pth, .pt, .bin, .npz or .onnx, or the .index.json of several.':
    '.safetensors、.pth、.pt、.bin、.npz、.onnx のいずれかのファイル、または分割されたものの .index.json を選んでください。',
  'Choose a file that lies on a disk.': 'ディスク上のファイルを選んでください。',
  'Choose a folder on a disk of this computer. To work from several rooms, open the workstation of one computer from the others.':
    'この端末のディスク上のフォルダーを選んでください。複数の部屋から作業するには、1 台のワークステーションをほかの端末から開いてください。',
  'Choose a folder that no service synchronises, on a disk of this computer.':
    'この端末のディスク上で、同期サービスの対象でないフォルダーを選んでください。',
  'Choose a folder.': 'フォルダーを選んでください。',
  'Choose a mask schema and classes of it.': 'マスクスキーマと、そのクラスを選んでください。',
  'Choose a segmentation head instead.': '代わりに領域抽出ヘッドを選んでください。',
  'Choose all of its files together: the index and every part that it names.':
    '索引と、そこに記載されたすべての部分を、まとめて選んでください。',
  'Choose an import from the list of jobs.': 'ジョブの一覧から取り込みを選んでください。',
  'Choose another data folder.': '別のデータフォルダーを選んでください。',
  'Choose another method.': '別の方法を選んでください。',
  'Choose another model.': '別のモデルを選んでください。',
  'Choose another name, or use the cohort that is there.':
    '別の名前にするか、既存のコホートを使ってください。',
  'Choose another one for new runs instead.': '代わりに、新しい実行で使うものを別に選んでください。',
  'Choose another one with --port, or leave --port out to use any free one.':
    '--port で別のものを指定するか、--port を省略して空いているものを使ってください。',
  'Choose another one.': '別のものを選んでください。',
  'Choose its class again.': 'クラスを選び直してください。',
  'Choose one from the list of jobs.': 'ジョブの一覧から選んでください。',
  'Choose one from the list, or add one.': '一覧から選ぶか、追加してください。',
  'Choose one from the list.': '一覧から選んでください。',
  'Choose one of its own classes, or anything but background.':
    'そのヘッド自身のクラスのいずれか、または「背景以外すべて」を選んでください。',
  'Choose one of the adapters in the list.': '一覧のアダプターから選んでください。',
  'Choose one of the classes offered for this finding.': 'この所見に示された分類から選んでください。',
  'Choose one of the cohorts in the list.': '一覧のコホートから選んでください。',
  'Choose one of the heads in the list.': '一覧のヘッドから選んでください。',
  'Choose one of the list, or state the facts one by one.':
    '一覧から選ぶか、項目を 1 つずつ指定してください。',
  'Choose one of the mask schemas in the list.': '一覧のマスクスキーマから選んでください。',
  'Choose one of the schemas in the list.': '一覧の分類体系から選んでください。',
  'Choose one of these in the settings; "cpu" works everywhere.':
    '設定でこのいずれかを選んでください。"cpu" はどの端末でも動作します。',
  'Choose one of {0}.': '次から選んでください：{0}。',
  'Choose one of: {0}.': '次から選んでください：{0}。',
  'Choose one that is in the list.': '一覧にあるものを選んでください。',
  'Choose that patient from the list, or correct the number.':
    '一覧からその患者を選ぶか、番号を訂正してください。',
  'Choose that reader from the list, or add what tells the two apart.':
    '一覧からその読影者を選ぶか、両者を区別できる語を加えてください。',
  'Choose the .npz file with all arrays, or save them with numpy.savez.':
    'すべての配列を含む .npz ファイルを選ぶか、numpy.savez で保存してください。',
  'Choose the checkpoint or the ONNX file that the engine was built from.':
    'エンジンの作成元のチェックポイントまたは ONNX ファイルを選んでください。',
  'Choose the file with the weights, or the index whose name ends in .index.json.':
    '重みのファイル、または名前が .index.json で終わる索引を選んでください。',
  'Choose the files again and start the import once more.':
    'ファイルを選び直し、もう一度取り込みを開始してください。',
  'Choose the files again.': 'ファイルを選び直してください。',
  'Choose the files in the import dialog.': '取り込みの画面でファイルを選んでください。',
  'Choose the patient again.': '患者を選び直してください。',
  'Choose the reader again.': '読影者を選び直してください。',
  'Choose the weights among those files.': 'それらのファイルから重みを選んでください。',
  'Choose their classes again.': 'クラスを選び直してください。',
  'Choose them again, all from one schema.': 'すべて 1 つのスキーマから選び直してください。',
  'Choose two versions of one frame.': '同じフレームの版を 2 つ選んでください。',
  'Choose {0} or less.': '{0} 以下を選んでください。',
  'Classes were stated without the mask schema that they are of.':
    'クラスが属するマスクスキーマの指定がありません。',
  'Click into the region first.': '先に領域の中をクリックしてください。',
  'Click into the region instead, or choose another method.':
    '代わりに領域の中をクリックするか、別の方法を選んでください。',
  'Click into the region, or draw a box around it.': '領域の中をクリックするか、領域を枠で囲んでください。',
  'Click once more inside the region, draw a larger box, or choose another method.':
    '領域の中をもう一度クリックするか、枠を大きくするか、別の方法を選んでください。',
  'Columns of the manifest that mean nothing to an import were ignored: {0}.':
    '表のうち、取り込みに使わない列は無視しました：{0}。',
  'Copy it once more from where it was recorded, then import it again.':
    '記録元から再度コピーして、取り込み直してください。',
  'Copying the model': 'モデルをコピー中',
  'Correct it and import again.': '訂正して再度取り込んでください。',
  'Correct that line, or save the table as CSV once more.':
    'その行を訂正するか、表を CSV として保存し直してください。',
  'Correct the site in the manifest, or give the study another name.':
    '表の施設を訂正するか、検査を別の名前にしてください。',
  'Decrypt the file with the program that wrote it.':
    '書き込みに使ったプログラムでファイルの暗号化を解除してください。',
  'Demonstration and tests of Lapidary. Not for clinical use.':
    'Lapidary のデモとテスト用です。臨床には使用しないでください。',
  Depth: '深さ',
  'Dice coefficient of stones, demo cohort': '結石の Dice 係数、デモコホート',
  'Dice coefficient of stones, validation': '結石の Dice 係数、検証',
  'Do not work in this data folder. Copy it as it is, check the disk, and restore the folder from your last backup; copies from before each update lie in its folder "backups".':
    'このデータフォルダーでは作業しないでください。そのままコピーし、ディスクを点検して、最新のバックアップからフォルダーを復元してください。更新前のコピーはフォルダー "backups" にあります。',
  'Draw a box around the region first.': '先に領域を枠で囲んでください。',
  'Draw a larger box, or paint so small a region with the brush.':
    '枠を大きくするか、これほど小さい領域はブラシで塗ってください。',
  'Draw it around the region, over the picture.': '画像の上で、領域を囲むように描いてください。',
  'Draw masks, or choose other studies.': 'マスクを描くか、別の検査を選んでください。',
  'Draw or import masks first.': '先にマスクを描画するか取り込んでください。',
  'Draw or import masks of more patients, or choose another schema or more studies.':
    'より多くの患者のマスクを描画するか取り込むか、別のスキーマを選ぶか、検査を増やしてください。',
  'Draw or import masks, or use a method that reads the whole frame.':
    'マスクを描画するか取り込むか、フレーム全体を読む手法を使ってください。',
  'Draw or propose a mask, or activate a method that reads the whole frame.':
    'マスクを描くか提案させるか、フレーム全体を読む手法を有効にしてください。',
  'Draw or propose a mask, or use a method that reads the whole frame.':
    'マスクを描くか提案させるか、フレーム全体を読む手法を使ってください。',
  'Endo700k: more than 700,000 frames of minimally invasive surgery from nine public collections, without labels.':
    'Endo700k：9 つの公開データ集から集めた低侵襲手術のフレーム 70 万枚以上（ラベルなし）。',
  'Enter one of the two.': 'どちらか一方を入力してください。',
  'Every value of the network is trained: the most that can be tuned, and the most memory. Knows nothing of masks.':
    'ネットワークのすべての値を学習します。チューニングする量もメモリーも最大です。マスクは使いません。',
  'Everything outside the mask is painted in one colour, then a linear head. Needs masks.':
    'マスクの外をすべて 1 色で塗り、線形ヘッドを載せます。マスクが必要です。',
  'Examine this machine again, on the System page or with "lapidary doctor"; or choose "cpu" in the settings.':
    '「システム」ページまたは "lapidary doctor" でこの端末を再検査するか、設定で "cpu" を選んでください。',
  'Export it as COCO, which is one file of any length.':
    'COCO として書き出してください。長さに制限のない 1 つのファイルになります。',
  'Export it once more from where it was drawn.': '描画した元のプログラムから再度書き出してください。',
  'Export it once more from where it was made.': '作成元のプログラムから再度書き出してください。',
  'Export it once more, as COCO object detection with segmentation.':
    '領域抽出を含む COCO 物体検出形式で、再度書き出してください。',
  'Export it with segmentation.': '領域抽出を含めて書き出してください。',
  'Export it with standard operators; code that comes with a model is never loaded.':
    '標準の演算子で書き出してください。モデルに付属するコードが読み込まれることはありません。',
  'Export the mask at the size of its frame: a mask that was scaled may lie beside what it outlines.':
    'マスクをフレームと同じサイズで書き出してください。拡縮したマスクは、囲む対象からずれることがあります。',
  'Export the mask at the size of its picture: a mask that was scaled may lie beside what it outlines.':
    'マスクを画像と同じサイズで書き出してください。拡縮したマスクは、囲む対象からずれることがあります。',
  'Export the masks first: the names of an export tell frames apart. Call the files like those.':
    '先にマスクを書き出してください。書き出し時の名前でフレームを区別できます。ファイルをその名前に合わせてください。',
  'Export the model again with another name for its external data.':
    '外部データを別の名前にして、モデルを再度書き出してください。',
  'Export the network with dense weights.': '密な重みでネットワークを書き出してください。',
  'Export the network with its weights in float32, float16 or bfloat16.':
    '重みを float32、float16、bfloat16 のいずれかにしてネットワークを書き出してください。',
  'Export this study as COCO, which is one file of any length.':
    'この検査を COCO として書き出してください。長さに制限のない 1 つのファイルになります。',
  'Fetch it again from where it came from, signed in if that is asked for, and compare its size.':
    '入手元から（必要な場合はサインインして）再度入手し、サイズを照合してください。',
  'Fetch it again from where the weights came from, or import the weights without it.':
    '重みの入手元から再度入手するか、それを除いて重みを取り込んでください。',
  'Fetch or save the network with its weights in float32, float16 or bfloat16.':
    '重みが float32、float16、bfloat16 のいずれかのネットワークを入手するか、その形で保存してください。',
  'Fetch the file again from where it came from and compare its checksum.':
    '入手元からファイルを再度入手し、チェックサムを照合してください。',
  'Fetch the file again from where it came from, or save it again in float32.':
    '入手元からファイルを再度入手するか、float32 で保存し直してください。',
  'Fetch the file itself: with "git lfs pull", or by the download link of the page that it is on.':
    'ファイルそのものを入手してください（"git lfs pull" または掲載ページのダウンロードリンクを使用）。',
  'Files that are no arrays were left out: {0}.': '配列ではないファイルを除外しました：{0}。',
  'Fill in its image, or remove the row.': '画像を記入するか、行を削除してください。',
  'Finding {0} was changed meanwhile, in another window or by someone else.':
    '所見 {0} は、その間に別のウィンドウまたは別の人によって変更されました。',
  'Findings {0} and {1} would be the same segment of a frame.':
    '所見 {0} と {1} が、フレームの同じセグメントになってしまいます。',
  'Follows steps of colour around the clicks; needs no model. The rim of the picture counts as outside unless a click is near.':
    'クリック位置の周囲の色の境目をたどります。モデルは不要です。近くをクリックしない限り、画像の縁は領域外とみなします。',
  'Four registers keep its token maps clean; prefer it where regions are read from tokens.':
    '4 つのレジスターによりトークンマップが乱れません。トークンから領域を読み取る場合は、こちらをお勧めします。',
  'Frame {0}… cannot be decoded.': 'フレーム {0}… をデコードできません。',
  'Free some memory or set a smaller memory budget, choose "cpu" in the settings, and start again. Runs that were done are kept.':
    '空きメモリーを増やすか、計算用メモリーを小さくし、設定で "cpu" を選んで再度開始してください。完了した実行は保持されます。',
  'Free some space on that disk, then do the same again: what was already stored is safe and is not stored twice.':
    'そのディスクの空きを増やし、同じ操作を再度行ってください。保存済みのものは保持され、二重に保存されることはありません。',
  "From Google's own store, storage.googleapis.com/vit_models/augreg/. 115 MiB.":
    'Google 自身のストレージ storage.googleapis.com/vit_models/augreg/ より。115 MiB。',
  "From Google's own store, storage.googleapis.com/vit_models/augreg/. 1243 MiB; the one that Google recommends. Its weights differ.":
    'Google 自身のストレージ storage.googleapis.com/vit_models/augreg/ より。1243 MiB。Google が推奨するファイルで、重みは異なります。',
  "From Google's own store, storage.googleapis.com/vit_models/augreg/. 37 MiB.":
    'Google 自身のストレージ storage.googleapis.com/vit_models/augreg/ より。37 MiB。',
  "From Google's own store, storage.googleapis.com/vit_models/augreg/. 391 MiB.":
    'Google 自身のストレージ storage.googleapis.com/vit_models/augreg/ より。391 MiB。',
  "From Google's own store, storage.googleapis.com/vit_models/augreg/. 398 MiB; the one that Google recommends. Its weights differ.":
    'Google 自身のストレージ storage.googleapis.com/vit_models/augreg/ より。398 MiB。Google が推奨するファイルで、重みは異なります。',
  "From Google's own store, storage.googleapis.com/vit_models/augreg/. The one that timm publishes.":
    'Google 自身のストレージ storage.googleapis.com/vit_models/augreg/ より。timm が公開しているファイルです。',
  'Give a threshold, or save the masks as PNG.': 'しきい値を指定するか、マスクを PNG で保存してください。',
  'Give it a plain name.': '単純な名前にしてください。',
  'Give the folder, or leave the task out.': 'フォルダーを指定するか、このタスクを除外してください。',
  'Give your user account the right to write to this folder, or choose another data folder.':
    'お使いのユーザーアカウントにこのフォルダーへの書き込み権限を与えるか、別のデータフォルダーを選んでください。',
  'Google Drive': 'Google Drive',
  Grid: 'グリッド',
  Head: 'ヘッド',
  'How it was pretrained; prompt tuning works far worse on some kinds than on others.':
    '事前学習の方法です。種類によってはプロンプトチューニングの成績が大きく劣ります。',
  'If that patient is the wrong one, move the study or the frame there to the right one; if not, correct the patient in the manifest.':
    'その患者が誤りであれば、検査またはフレームを正しい患者に移してください。正しければ、表の患者を訂正してください。',
  'If the encoder does without them, import again and say that they are to be left out.':
    'エンコーダーに不要なものであれば、再度取り込み、除外するよう指定してください。',
  'ImageNet-1k: 1.28 million photographs of 1,000 classes, with labels, and the answers of a convolutional teacher.':
    'ImageNet-1k：1,000 クラスの写真 128 万枚（ラベル付き）と、畳み込みネットワークの教師モデルの出力。',
  'ImageNet-1k: 1.28 million photographs of 1,000 classes, with labels.':
    'ImageNet-1k：1,000 クラスの写真 128 万枚（ラベル付き）。',
  'ImageNet-1k: 1.28 million photographs, without labels.': 'ImageNet-1k：写真 128 万枚（ラベルなし）。',
  'ImageNet-21k: 21,843 classes of photographs, with labels.':
    'ImageNet-21k：21,843 クラスの写真（ラベル付き）。',
  'Import JPEG, PNG, TIFF or WebP pictures; save others in one of these formats first.':
    'JPEG、PNG、TIFF、WebP の画像を取り込んでください。ほかの形式は、先にこのいずれかで保存してください。',
  'Import it folder by folder.': 'フォルダーごとに取り込んでください。',
  'Import it into the study that it was exported from.': '書き出し元の検査に取り込んでください。',
  'Import label maps of one export, or one COCO file, at a time.':
    '一度に、1 回分の書き出しのラベルマップ、または COCO ファイル 1 つを取り込んでください。',
  'Import the file by values, or export the masks once more.':
    '値を指定してファイルを取り込むか、マスクを再度書き出してください。',
  'Import the file that it was made from, with the same facts, on the Models page; its hash is then the same.':
    '作成元のファイルを、同じ項目を指定して「モデル」ページで取り込んでください。ハッシュは同じになります。',
  'Import the masks again: those that are there already are kept.':
    'マスクを再度取り込んでください。すでにあるものは維持されます。',
  'Import them in parts.': '分けて取り込んでください。',
  'Import what the manifest names by the manifest alone, and the rest by itself.':
    '表に記載されたものは表だけで取り込み、残りは別に取り込んでください。',
  'Import “{0}” again ({1} bytes, sha256 {2}) on the Models page; what was stated of it is remembered.':
    '「モデル」ページで「{0}」（{1} バイト、sha256 {2}）を再度取り込んでください。指定した内容は記憶されています。',
  'Imported by this site. Not examined by the makers of Lapidary: whether it suits a clinical purpose, this site has to show.':
    'この施設が取り込んだものです。Lapidary の開発元は検査していません。臨床目的に適するかどうかは、施設で確認する必要があります。',
  'Install Lapidary again. Backbones can be imported without the catalogue.':
    'Lapidary を再インストールしてください。カタログがなくてもバックボーンは取り込めます。',
  'Install Lapidary again; its models folder comes with it.':
    'Lapidary を再インストールしてください。モデルのフォルダーが同梱されています。',
  'Install the backbone again from its source.': '入手元からバックボーンを再度インストールしてください。',
  Interaction: '相互作用',
  'It answers with class numbers alone: nothing tells how sure it is, and its masks are shown as sure.':
    'クラス番号のみを出力するため、確信の程度は分からず、マスクは確実なものとして表示されます。',
  'It belongs to a file of {0} pictures; of which one cannot be told.':
    '{0} 枚の画像を含むファイルに対応しており、どの画像のものか判別できません。',
  'It computes wrong results here.': 'ここでは計算結果が誤っています。',
  'It did not answer within {0} seconds.': '{0} 秒以内に応答がありませんでした。',
  'It found no device that it can use.': '使用できるデバイスが見つかりませんでした。',
  'It goes on at the next start.': '次回の起動時に再開します。',
  'It has no column "image".': '"image" 列がありません。',
  'It has not been examined on this machine yet.': 'この端末ではまだ検査されていません。',
  'It has the column "{0}" twice.': '"{0}" 列が 2 つあります。',
  'It is not available.': '利用できません。',
  'It is not part of the runtime on this system.': 'このシステムのランタイムには含まれていません。',
  'It is the fastest of those that passed their self-test on {0}.':
    '自己テストに合格した中で最速です（{0}）。',
  'It is the fastest of those that passed their self-test.': '自己テストに合格した中で最速です。',
  'It is {0}×{1} on a frame of {2}×{3}.': '{2}×{3} のフレームに対して {0}×{1} です。',
  'It left operations to the CPU: {0}.': '一部の演算を CPU に任せました：{0}。',
  'It looks like a Swin transformer or BEiT': 'Swin トランスフォーマーまたは BEiT と思われます',
  'It looks like a convolutional network': '畳み込みネットワークと思われます',
  'It looks like a transformer of another kind': '別の種類のトランスフォーマーと思われます',
  'It looks like a transformer with rotary positions, such as DINOv3':
    'DINOv3 のような回転位置埋め込みのトランスフォーマーと思われます',
  'It may have been erased. Reload the page.': '消去された可能性があります。ページを再読み込みしてください。',
  'It may have been erased. Reload the study.': '消去された可能性があります。検査を再読み込みしてください。',
  'It may have been erased. Reload the worklist.':
    '消去された可能性があります。ワークリストを再読み込みしてください。',
  'It may have been moved or erased. Reload the study.':
    '移動または消去された可能性があります。検査を再読み込みしてください。',
  'It passed its self-test on {0}.': '{0} での自己テストに合格しました。',
  'It passed its self-test.': '自己テストに合格しました。',
  'It was not examined.': '検査されていません。',
  'It was not reached: {0}': '処理されませんでした：{0}',
  'It works on every machine.': 'どの端末でも動作します。',
  'Its SHA-256 begins with 649709d9.': 'SHA-256 の先頭は 649709d9 です。',
  'Its SHA-256 begins with b5f2ef4d.': 'SHA-256 の先頭は b5f2ef4d です。',
  'Its SHA-256 begins with cd65a155.': 'SHA-256 の先頭は cd65a155 です。',
  'Its SHA-256 begins with df68dfff.': 'SHA-256 の先頭は df68dfff です。',
  'Its column "{0}" is probably meant to be "{1}".': '"{0}" 列は "{1}" の誤記と思われます。',
  'Its device failed while it was computing.': '計算中にデバイスが故障しました。',
  'Its driver crashed the process that tried it.': 'ドライバーが、試行中のプロセスを異常終了させました。',
  'Its files are those of another network.': 'ファイルが別のネットワークのものです。',
  'Its first line names the columns; every further line is one picture.':
    '最初の行は列名で、以降の各行が画像 1 枚に対応します。',
  'Its input has a fixed size, so that a picture cannot be given in its own proportions.':
    '入力サイズが固定のため、画像を元の縦横比で与えることができません。',
  'Its input is {0}×{1} pixels, and {2}×{3} were stated.':
    '入力は {0}×{1} ピクセルですが、{2}×{3} が指定されました。',
  'Its layer norms use 1e-12, as its configuration says; the original code used 1e-6.':
    '層正規化には設定ファイルのとおり 1e-12 を使用します。元のコードでは 1e-6 でした。',
  'Its libraries are not installed, or it found no device that it can use.':
    'ライブラリがインストールされていないか、使用できるデバイスが見つかりませんでした。',
  'Its licence allows no commercial use. Whether clinical work is one, its publisher can tell.':
    'ライセンスで商用利用が認められていません。臨床での使用が該当するかどうかは、公開元にご確認ください。',
  'Its licence allows no derivatives. Adapters that are tuned on it may be some.':
    'ライセンスで改変物が認められていません。これに基づいてチューニングしたアダプターが該当する可能性があります。',
  'Its mask: {0}': 'マスク：{0}',
  'Its model card calls any deployed use out of scope: for research.':
    'モデルカードでは、実運用での使用はすべて対象外です。研究用です。',
  'Its model card gives it for research alone.': 'モデルカードでは、研究用途に限り提供されています。',
  'Its name and shape are those of {0}, and a name says little. If it is that network, say so, and what the catalogue knows of it is taken.':
    '名前と構成は {0} のものですが、名前だけでは確かではありません。そのネットワークであれば指定してください。カタログの情報を使用します。',
  'Its options are {0}.': '設定できる項目：{0}。',
  'Its output “{0}” did not come back as numbers.': '出力「{0}」が数値として得られませんでした。',
  'Its output “{0}” did not come back as numbers: {1}.': '出力「{0}」が数値として得られませんでした：{1}。',
  'Its publisher tells.': '公開元の情報で確認できます。',
  'Join regions of one class, or check that this is a mask and not a picture.':
    '同じクラスの領域をまとめるか、画像ではなくマスクかどうかを確認してください。',
  'Known are ViT and DeiT (timm, Hugging Face, JAX), DINO, DINOv2, MAE and the image towers of CLIP. `lapidary checkpoint inspect` lists what a file holds.':
    '対応しているのは、ViT と DeiT（timm、Hugging Face、JAX）、DINO、DINOv2、MAE、CLIP の画像エンコーダーです。`lapidary checkpoint inspect` でファイルの内容を表示できます。',
  'Known kinds are {0}.': '対応している種類：{0}。',
  "Knows endoscopic pictures, chiefly laparoscopic ones. Mean and deviation are its own, not ImageNet's.":
    '内視鏡画像、主に腹腔鏡画像で学習しています。平均と標準偏差は ImageNet のものではなく、独自の値です。',
  'LAION-2B: about two billion pictures with English captions, gathered from the web.':
    'LAION-2B：ウェブから収集した英語キャプション付き画像、約 20 億枚。',
  'LVD-142M: 142 million curated photographs, without labels.':
    'LVD-142M：選別された写真 1 億 4200 万枚（ラベルなし）。',
  'Label findings first, or make a cohort of another schema or other sites.':
    '先に所見にラベルを付けるか、別の分類体系または別の施設のコホートを作成してください。',
  'Label findings, or import a manifest with a label column, then make the cohort.':
    '所見にラベルを付けるか、"label" 列のある表を取り込んでから、コホートを作成してください。',
  'Label that finding instead.': '代わりにその所見を分類してください。',
  'Learned prompt tokens in every block, no mask': '全ブロックの学習したプロンプトトークン、マスクなし',
  'Learned prompt tokens, no mask': '学習したプロンプトトークン、マスクなし',
  'Learned prompt tokens, the network sees only the region':
    '学習したプロンプトトークン、ネットワークは領域だけを見る',
  'Learned tokens beside the whole frame, others in every block. Knows nothing of masks.':
    'フレーム全体に学習済みトークンを添え、各ブロックでも別のトークンを添えます。マスクは使いません。',
  'Learned tokens beside the whole frame. Knows nothing of masks.':
    'フレーム全体に学習済みトークンを添えます。マスクは使いません。',
  'Leave frames without a mask out, draw or import their masks, or choose a method or options that see the whole frame, such as segprompt with view=full and head=cls.':
    'マスクのないフレームを除外するか、マスクを描画するか取り込むか、フレーム全体を見る手法または設定（view=full と head=cls の segprompt など）を選んでください。',
  'Leave it a frame, or set it aside.': 'フレームを 1 つ残すか、所見を除外してください。',
  'Leave it out and say what the values mean, or export the masks once more.':
    'それを除いて値の意味を指定するか、マスクを再度書き出してください。',
  'Leave one of the two out.': 'どちらか一方を除いてください。',
  'Leave the second reading, and label it.': 'セカンドリーディングを終了してから分類してください。',
  'Leave the size out: its file tells it.': 'サイズの指定を省いてください。ファイルから分かります。',
  'Let each component stand once, and their shares add up to 100 per cent at most.':
    '各成分は 1 回だけ記載し、割合の合計を 100 パーセント以下にしてください。',
  'Line {0} of the manifest has more than {1} characters in "{2}".':
    '表の {0} 行目の "{2}" が {1} 文字を超えています。',
  'Line {0} of the manifest has {1} cells where the header has {2}.':
    '表の {0} 行目はセルが {1} 個ですが、見出し行は {2} 個です。',
  'Line {0} of the manifest names no image.': '表の {0} 行目に画像の記載がありません。',
  'Linear probe on the frame with the background painted out': '背景を塗りつぶしたフレームでの線形プローブ',
  'Linear probe on the mask’s bounding box': 'マスクの外接矩形での線形プローブ',
  'Linear probe on the region’s part of the whole frame': 'フレーム全体のうち領域の部分での線形プローブ',
  'Linear probe on the whole frame': 'フレーム全体での線形プローブ',
  'Linear probe, the network sees only the region': '線形プローブ、ネットワークは領域だけを見る',
  'Load it in PyTorch and save its weights as safetensors.':
    'PyTorch で読み込み、重みを safetensors で保存してください。',
  'Load it in PyTorch on an ordinary machine and save it again there.':
    '一般的な端末の PyTorch で読み込み、そこで保存し直してください。',
  'Load it in Python, and save its arrays with numpy.savez or as safetensors.':
    'Python で読み込み、配列を numpy.savez または safetensors で保存してください。',
  'Load it once with a newer PyTorch (torch.load with weights_only=False reads it; only do so with a file you trust) and save it again.':
    '新しい PyTorch で一度読み込み（torch.load に weights_only=False を指定。信頼できるファイルに限ります）、保存し直してください。',
  'Look at it as it is now, then decide again. Nothing was overwritten.':
    '現在の内容を確認し、改めて判断してください。上書きは行われていません。',
  'Look at it as it is now, then sign.': '現在の内容を確認してから署名してください。',
  'Look at the newer mask first; yours is kept on screen until you leave the frame.':
    '先に新しいマスクを確認してください。ご自身のマスクは、フレームを離れるまで画面に残ります。',
  'Look at the preview again, then confirm.': 'プレビューを再度確認してから確定してください。',
  'Look at the preview again: it names all frames of the file.':
    'プレビューをもう一度確認してください。ファイルのすべてのフレームが示されています。',
  'Look at what the import would do, and answer what it asks.':
    '取り込みの内容を確認し、必要な指定をしてください。',
  'Low-rank updates of the attention, no mask': 'アテンションの低ランク更新、マスクなし',
  'Low-rank updates of the attention, the network sees only the region':
    'アテンションの低ランク更新、ネットワークは領域だけを見る',
  'Low-rank updates of what every block attends to. Knows nothing of masks.':
    '各ブロックの注意の対象を低ランクで更新します。マスクは使いません。',
  'Made for 518 pixels, which are 1,370 tokens; at 224 pixels (257 tokens) it needs far less time and memory.':
    '518 画素（1,370 トークン）用に作られています。224 画素（257 トークン）では、時間とメモリーが大幅に少なくて済みます。',
  'Masked autoencoder (MAE)': 'マスク自己符号化器（MAE）',
  'Medical figures of many kinds, rather than endoscopic frames.':
    '内視鏡のフレームよりも、さまざまな種類の医学図版が中心です。',
  'Merge their segments in the mask first, or leave that frame with one of them.':
    '先にマスクでセグメントを統合するか、そのフレームをどちらか一方の所見に残してください。',
  'More was left out.': 'ほかにも除外したものがあります。',
  'Move it to a folder that is less deep, or give it a plain name.':
    'より浅いフォルダーに移すか、単純な名前にしてください。',
  'Move or remove a mark, or choose another method.': '印を移動または削除するか、別の方法を選んでください。',
  'Name each finding once, with all the frames it is on.':
    '各所見を 1 回だけ、属するすべてのフレームとともに指定してください。',
  'Name each site either for training or for testing.':
    '各施設を学習用かテスト用のどちらか一方に指定してください。',
  'Name every mask value once.': 'マスクの各値を 1 回だけ指定してください。',
  'Name files, folders or a manifest.': 'ファイル、フォルダー、または表を指定してください。',
  'Name files, or one folder.': 'ファイル、またはフォルダー 1 つを指定してください。',
  'Name sites of the cohort, spelled as they are.': 'コホートの施設を、記載どおりの表記で指定してください。',
  'Nearest class mean on the whole frame': 'フレーム全体での最近傍クラス平均',
  'Needs about 1.2 GB for its weights alone; a graphics card is advisable.':
    '重みだけで約 1.2 GB を要します。グラフィックカードの使用をお勧めします。',
  'Needs about 2.5 GB for its weights alone: only for a large graphics card.':
    '重みだけで約 2.5 GB を要します。大容量のグラフィックカード専用です。',
  'Needs about 4.5 GB for its weights alone: only for a large graphics card.':
    '重みだけで約 4.5 GB を要します。大容量のグラフィックカード専用です。',
  'No adapter is active for this kind of finding, so there is nothing to answer with.':
    'この種類の所見に有効なアダプターがないため、予測できません。',
  'No adapter is active yet, so there is nothing to predict with.':
    '有効なアダプターがまだないため、予測できません。',
  'No amendment of this study is open.': 'この検査で開始されている修正はありません。',
  'No baseline was run beside it.': '比較用のベースラインは実行されていません。',
  'No event records this signature as it is.': 'この署名をそのまま記録したイベントがありません。',
  'No file or folder was named.': 'ファイルまたはフォルダーが指定されていません。',
  'No finding of this schema has a label yet at the sites named.':
    '指定した施設には、この分類体系のラベルが付いた所見がまだありません。',
  'No frame of this study came from a file of this name.':
    'この検査に、この名前のファイルから取り込んだフレームはありません。',
  'No frame of this study has a mask.': 'この検査にはマスクのあるフレームがありません。',
  'No frozen network is installed: the models folder has none.':
    '重み固定ネットワークがインストールされていません：モデルのフォルダーにありません。',
  'No network of this size is read; save its image encoder by itself.':
    'この大きさのネットワークは読み取れません。画像エンコーダーだけを保存してください。',
  'No other provider passed its self-test on this machine.':
    'この端末では、自己診断に合格したプロバイダーがほかにありません。',
  'No patients are left for the test set.': 'テストセットに使える患者が残っていません。',
  'No patients are left for the test set. {0} patient was in a test set before and can never train again.':
    'テストセットに使える患者が残っていません。{0} 人の患者は以前テストセットに含まれていたため、今後学習には使えません。',
  'No patients are left for the test set. {0} patients were in a test set before and can never train again.':
    'テストセットに使える患者が残っていません。{0} 人の患者は以前テストセットに含まれていたため、今後学習には使えません。',
  'No patients are left to train on.': '学習に使える患者が残っていません。',
  'No patients are left to train on. {0} patient was in a test set before and can never train again.':
    '学習に使える患者が残っていません。{0} 人の患者は以前テストセットに含まれていたため、今後学習には使えません。',
  'No patients are left to train on. {0} patients were in a test set before and can never train again.':
    '学習に使える患者が残っていません。{0} 人の患者は以前テストセットに含まれていたため、今後学習には使えません。',
  'No point within the picture says what is inside the region.': '領域の内側を示す点が画像内にありません。',
  'No region was found at these marks.': 'これらの印では領域が見つかりませんでした。',
  'No segmentation head and no model with the hash {0}… is here any more.':
    'ハッシュ {0}… の領域抽出ヘッドやモデルはもうありません。',
  'No segmentation head proposes masks of this schema.':
    'このスキーマのマスクを提案する領域抽出ヘッドがありません。',
  'No variant is as well calibrated as the best baseline.':
    '最良のベースラインと同程度に校正された候補はありません。',
  'No vision transformer of a known family is in this checkpoint. It holds {0} tensors, such as {1}.':
    'このチェックポイントには、対応する系統のビジョントランスフォーマーがありません。テンソルは {0} 個です（{1} など）。',
  'No vision transformer of a known family is in this checkpoint. It holds {0} tensors.':
    'このチェックポイントには、対応する系統のビジョントランスフォーマーがありません。テンソルは {0} 個です。',
  'No vision transformer of a known family is in this checkpoint. {0}. It holds {1} tensors, such as {2}.':
    'このチェックポイントには、対応する系統のビジョントランスフォーマーがありません。{0}。テンソルは {1} 個です（{2} など）。',
  'No vision transformer of a known family is in this checkpoint. {0}. It holds {1} tensors.':
    'このチェックポイントには、対応する系統のビジョントランスフォーマーがありません。{0}。テンソルは {1} 個です。',
  'Nobody has read finding {0} yet, so there is nothing to read again.':
    '所見 {0} はまだ誰も読影していないため、セカンドリーディングはできません。',
  'Nobody has said what finding {0} is.': '所見 {0} はまだ判定されていません。',
  'Nobody has said what findings {0} are.': '所見 {0} はまだ判定されていません。',
  'Non-commercial licence: ask before using it outside research.':
    '非商用ライセンスです。研究以外で使用する前に確認を取ってください。',
  "None of the cohort's {0} labelled frames has a mask of its finding, and {1} reads the frame through it.":
    'コホートのラベル付き {0} フレームのいずれにも所見のマスクがありません。{1} はマスクを通してフレームを読みます。',
  'Nothing needs to be done: the newer one is answered.': '対応は不要です。新しいほうに回答します。',
  'Nothing of it is worth keeping.': '保存する価値のあるものはありません。',
  'Nothing says where the region is: there is neither a point nor a box.':
    '領域の位置が分かりません。点も枠もありません。',
  'Nothing that was reported done is lost; the work goes on from its last checkpoint when it is started again.':
    '完了と報告されたものは失われません。再度開始すると、最後のチェックポイントから再開します。',
  'Nothing that was saved is lost. Update the graphics driver, or start Lapidary with --disable-gpu.':
    '保存済みのものは失われていません。グラフィックスドライバーを更新するか、--disable-gpu を付けて Lapidary を起動してください。',
  'Nothing was lost. Try once more; if it happens again, send the log to your administrator.':
    '何も失われていません。もう一度お試しになり、再発する場合はログを管理者に送付してください。',
  'Nothing was pointed at.': '何も指し示されていません。',
  'Of the values beside its tensors, those after the first {0} were left out.':
    'テンソルに付随する値のうち、最初の {0} 個より後のものを除外しました。',
  'Of the {0} frames that the task {1} is tested on, {2} show one finding: they were made by an earlier version.':
    'タスク {1} のテストに使う {0} フレームのうち {2} フレームには所見が 1 つしかありません。以前のバージョンで作成されたものです。',
  'One finding is to be arranged in two ways at once.': '1 つの所見に 2 通りの配置が指定されています。',
  'Only 1 patient is left to train on; validation needs another one, so at least 2.':
    '学習用の患者が 1 名しか残りません。検証にもう 1 名が必要なため、少なくとも 2 名が必要です。',
  'Open it with the version that made it, or choose another data folder.':
    '作成したバージョンで開くか、別のデータフォルダーを選んでください。',
  "OpenAI's own file": 'OpenAI 自身のファイル',
  'PMC-15M: 15 million figures with captions from biomedical articles in PubMed Central.':
    'PMC-15M：PubMed Central の生物医学論文から集めたキャプション付きの図 1500 万点。',
  'Pack it again as a single file.': '1 つのファイルとしてアーカイブし直してください。',
  'Pack it again without compression, or save the weights as safetensors.':
    '圧縮せずにアーカイブし直すか、重みを safetensors で保存してください。',
  'Pictures with captions, gathered from the web by OpenAI.':
    'OpenAI がウェブから収集したキャプション付き画像。',
  'Point at another place of the region, or choose another method.':
    '領域内の別の場所を指し示すか、別の方法を選んでください。',
  'Port {0} of this machine cannot be used ({1}).': 'この端末のポート {0} は使用できません（{1}）。',
  'Predict the study again.': '検査をもう一度予測してください。',
  'Predict the study first.': '先に検査を予測してください。',
  'Pretrained as a masked autoencoder: prompt tuning works far worse on such networks than on others. Compare it with another one before you rely on it.':
    'マスク自己符号化器として事前学習されています。プロンプトチューニングの成績はほかの種類より大きく劣ります。依拠する前に別のネットワークと比較してください。',
  'Prompt input': 'プロンプト入力',
  'Prompt tuning works far worse on masked autoencoders than on the other kinds; expect to tune more of the network or to choose another one (arxiv.org/abs/2203.12119, arxiv.org/abs/2306.05067).':
    'マスク自己符号化器では、プロンプトチューニングの成績が他の種類より大きく劣ります。ネットワークのより広い範囲をチューニングするか、別のネットワークを選ぶ必要があると考えてください（arxiv.org/abs/2203.12119、arxiv.org/abs/2306.05067）。',
  'Put quotes around cells that hold the separator.': '区切り文字を含むセルを引用符で囲んでください。',
  'Put the file itself beside the others and try again.':
    'ファイルそのものをほかのファイルと同じ場所に置き、もう一度お試しください。',
  'Put the files of one network into one folder.':
    '1 つのネットワークのファイルを 1 つのフォルダーにまとめてください。',
  'Put the manifest into a folder that holds all its pictures and masks, and name them relative to it.':
    'すべての画像とマスクを含むフォルダーに表を置き、表からの相対パスで指定してください。',
  'QuickGELU for OpenAI’s weights, GELU for those of LAION and most others.':
    'OpenAI の重みには QuickGELU、LAION をはじめほとんどの重みには GELU。',
  'Raise the memory budget in the settings, or choose a method that prompts fewer blocks or a smaller network.':
    '設定で計算用メモリーを増やすか、プロンプトを与えるブロックの少ない手法、またはより小さいネットワークを選んでください。',
  Rank: 'ランク',
  'Reading files': 'ファイルを読み込み中',
  'Reading masks': 'マスクを読み込み中',
  'Reading tensors': 'テンソルを読み込み中',
  'Regions of this image overlap in {0} pixels; a mask holds one class a pixel.':
    'この画像の領域が {0} 画素で重なっています。マスクの 1 画素は 1 クラスだけです。',
  'Reload the frame and draw the mask again.': 'フレームを再読み込みし、マスクを描き直してください。',
  'Reload the frame and save the mask again; earlier versions are kept.':
    'フレームを再読み込みし、マスクを保存し直してください。以前の版は保持されています。',
  'Reload the frame.': 'フレームを再読み込みしてください。',
  'Reload the list of jobs.': 'ジョブの一覧を再読み込みしてください。',
  'Reload the page, then draw the mask again.': 'ページを再読み込みしてから、マスクを描き直してください。',
  'Reload the page, then set the marks again.': 'ページを再読み込みしてから、印を付け直してください。',
  'Reload the page.': 'ページを再読み込みしてください。',
  'Reload the study, then arrange the findings again.':
    '検査を再読み込みしてから、所見を配置し直してください。',
  'Reload the study.': '検査を再読み込みしてください。',
  'Reload the worklist.': 'ワークリストを再読み込みしてください。',
  'Remove it and import its file again.': '削除して、ファイルを再度取り込んでください。',
  'Remove some of them.': 'いくつか削除してください。',
  'Remove the model and import its files again.': 'モデルを削除して、ファイルを再度取り込んでください。',
  'Rendering the cases of the task {0}': 'タスク {0} の症例を生成中',
  'Restore the data folder from a backup, or import the file again.':
    'データフォルダーをバックアップから復元するか、ファイルを再度取り込んでください。',
  'Run a check of the data folder (lapidary verify), and restore the folder from your last backup.':
    'データフォルダーの検査（lapidary verify）を実行し、最新のバックアップからフォルダーを復元してください。',
  'Save each mask as a file of its own.': 'マスクを 1 つずつ別のファイルとして保存してください。',
  'Save every weight as an array of its own.': '重みを 1 つずつ別の配列として保存してください。',
  'Save it as greyscale, or with a palette, one value for each class.':
    'グレースケール、またはクラスごとに 1 つの値をもつパレット形式で保存してください。',
  'Save it at a smaller size, then import it again.': '小さいサイズで保存してから、再度取り込んでください。',
  'Save it once more as "CSV UTF-8" (in Excel: Save as, file type "CSV UTF-8").':
    '"CSV UTF-8" として保存し直してください（Excel では「名前を付けて保存」でファイルの種類 "CSV UTF-8" を選択）。',
  'Save it with 8 or 16 bits a channel.': '1 チャンネル 8 または 16 ビットで保存してください。',
  'Save it with torch.save and its default protocol.': 'torch.save の既定のプロトコルで保存してください。',
  'Save its weights as safetensors, or fetch them in that form, and choose that file.':
    '重みを safetensors で保存するか、その形式のものを入手し、そのファイルを選んでください。',
  'Save its weights as safetensors, or fetch them in that form, and choose that file. If its name says that it is one of these, it is damaged: fetch it again.':
    '重みを safetensors で保存するか、その形式のものを入手し、そのファイルを選んでください。名前がこれらの形式を示している場合は破損しています。再度入手してください。',
  'Save its weights as safetensors.': '重みを safetensors で保存してください。',
  'Save the mask as an 8 or 16 bit greyscale PNG.':
    'マスクを 8 または 16 ビットのグレースケール PNG で保存してください。',
  'Save the mask first, then add the finding.': '先にマスクを保存してから、所見を追加してください。',
  'Save the one that you want by itself and import that file.':
    '必要なものだけを保存し、そのファイルを取り込んでください。',
  'Save the pictures as single files, each with its mask.':
    '画像を 1 枚ずつ別のファイルとして、それぞれのマスクとともに保存してください。',
  'Save the pictures wanted as stills, then import those.':
    '必要な画像を静止画として保存し、それを取り込んでください。',
  'Save the weights alone, as arrays of numbers.': '重みだけを数値の配列として保存してください。',
  'Save the weights as float32, float16 or bfloat16.':
    '重みを float32、float16、bfloat16 のいずれかで保存してください。',
  'Save the weights with every tensor made contiguous: tensor.contiguous() in PyTorch.':
    'すべてのテンソルを連続にして重みを保存してください（PyTorch では tensor.contiguous()）。',
  'Say for each category which class it is, or that its regions are background.':
    '各カテゴリーについて、どのクラスか、または領域を背景とするかを指定してください。',
  'Say for each value which class or background it is.':
    '各値について、どのクラスか、または背景かを指定してください。',
  'Say that the later region wins, or correct the regions where they were drawn.':
    '後の領域を優先するよう指定するか、描画した元で領域を訂正してください。',
  'Say what every value means (--mask-values 0=background,160=shaft,…), or give a threshold (--mask-threshold 128).':
    'すべての値の意味を指定するか（--mask-values 0=background,160=shaft,…）、しきい値を指定してください（--mask-threshold 128）。',
  'Say which of them is to be imported.': 'どれを取り込むかを指定してください。',
  'SegPrompt without its prompt: the frozen network is shown the region alone. Needs masks.':
    'プロンプトのない SegPrompt です。重み固定ネットワークに領域だけを示します。マスクが必要です。',
  'SegPrompt: the region itself is the prompt': 'SegPrompt：領域そのものがプロンプト',
  'Self-supervised, freely licensed.': '自己教師あり、自由なライセンスです。',
  'Send a smaller file, or import it from the command line.':
    '小さいファイルを送信するか、コマンドラインから取り込んでください。',
  'Send the file once more.': 'ファイルをもう一度送信してください。',
  'Set one of them aside first.': '先にどちらか一方を除外してください。',
  'Shorten that cell.': 'そのセルを短くしてください。',
  'Shorter side to 224 pixels, then the centred 224 × 224.':
    '短辺を 224 画素に縮尺し、中央の 224 × 224 を使用します。',
  'Shorter side to 256 pixels, then the centred 224 × 224.':
    '短辺を 256 画素に縮尺し、中央の 224 × 224 を使用します。',
  'Small, self-supervised, freely licensed.': '小型、自己教師あり、自由なライセンスです。',
  'Some of these frames came in one file with others, and would be parted from them.':
    'これらのフレームの一部は、ほかのフレームと同じファイルで取り込まれたため、切り離されてしまいます。',
  'Somebody on this workstation has this name already.':
    'このワークステーションには、すでにこの名前の人がいます。',
  'Something went wrong that Lapidary did not foresee ({0}).':
    'Lapidary で想定外の問題が発生しました（{0}）。',
  'Split it by images.': '画像ごとに分割してください。',
  'Split it into several files.': '複数のファイルに分割してください。',
  'Split it, or save it in a more compact format.': '分割するか、よりコンパクトな形式で保存してください。',
  'Start Lapidary again; if this stays, install it again.':
    'Lapidary を再起動してください。改善しない場合は再インストールしてください。',
  'Start again with a lower learning rate.': '学習率を下げて再度開始してください。',
  'Start it again if it is still wanted.': '引き続き必要な場合は、再度開始してください。',
  'Start it again when you want to.': '必要なときに再度開始してください。',
  'Start it here, or name the data folder that it was started in.':
    'ここで開始するか、開始したデータフォルダーを指定してください。',
  'Start the export again.': '書き出しを再度開始してください。',
  'Start the import again: nothing is added twice.':
    '取り込みを再度開始してください。二重に追加されることはありません。',
  'Start the import again: what is there already is not added twice.':
    '取り込みを再度開始してください。すでにあるものが二重に追加されることはありません。',
  'Start the run again from its beginning.': '実行を最初から再度開始してください。',
  'Start the run again with a lower learning rate.': '学習率を下げて実行を再度開始してください。',
  'Start the run again.': '実行を再度開始してください。',
  'State a class or background for each channel, once.':
    '各チャンネルについて、クラスまたは背景を 1 回だけ指定してください。',
  'State them in the import dialog, or with the options of `lapidary backbone import`; the publisher of the weights tells them.':
    '取り込みの画面、または `lapidary backbone import` のオプションで指定してください。値は重みの公開元の情報で確認できます。',
  'State “pad” or “stretch” as its resizing.':
    'リサイズの方法に「余白」（pad）または「引き伸ばし」（stretch）を指定してください。',
  'Synology Drive': 'Synology Drive',
  "Synthetic scenes of one to four abstract objects under an endoscope's light, drawn by this project's own generator (24 textures, 12 colours). No photograph, no patient, no stone.":
    '内視鏡の照明下にある 1～4 個の抽象的な物体の合成シーン。本プロジェクト独自の生成器で描画（24 種のテクスチャ、12 色）。写真、患者、結石は一切含みません。',
  'Tells the colours within a box from those around it; needs no model. Clicks within the box refine it.':
    '枠内の色を周囲の色と区別します。モデルは不要です。枠内のクリックで修正できます。',
  'Testing the model': 'モデルをテスト中',
  'Testing the network': 'ネットワークをテスト中',
  'The "backbone only" file, not the full checkpoint.':
    '「backbone only」のファイルです。完全なチェックポイントではありません。',
  'The "{0}" provider could not open a model.': 'プロバイダー "{0}" がモデルを開けませんでした。',
  'The "{0}" provider failed while it was computing: its device was lost, ran out of memory, or its driver gave up.':
    'プロバイダー "{0}" が計算中に失敗しました。デバイスが失われたか、メモリーが不足したか、ドライバーが停止しました。',
  "The .pt file on OpenAI's own page holds a program besides the weights; take the one named here.":
    'OpenAI のページにある .pt ファイルには、重みのほかにプログラムが含まれます。ここに記載のファイルを使用してください。',
  'The COCO file is too large: it has more than {0} annotations.':
    'COCO ファイルが大きすぎます：アノテーションが {0} 件を超えています。',
  'The COCO file is too large: it has {0} MB; {1} are read.':
    'COCO ファイルが大きすぎます：{0} MB あります（読み取れるのは {1} MB まで）。',
  'The COCO file is too large: it names more than {0} categories.':
    'COCO ファイルが大きすぎます：カテゴリーが {0} 件を超えています。',
  'The COCO file is too large: it names more than {0} images.':
    'COCO ファイルが大きすぎます：画像が {0} 枚を超えています。',
  'The JSON file is cut short or damaged, or an entry of it is larger than 32 MB.':
    'JSON ファイルが途中で切れているか破損している、または 32 MB を超える項目があります。',
  'The adapters and segmentation heads that this erasure takes along are not the ones that were shown.':
    'この消去で失われるアダプターと領域抽出ヘッドが、表示されたものと異なります。',
  'The best baseline, {0}, has {1}; calibrated error minus its: {2}.':
    '最良のベースライン {0} は {1}、校正誤差の差（候補 − ベースライン）は {2} です。',
  'The box is too small to look into: {0}×{1} pixels at the size that is worked at.':
    '枠が小さすぎて調べられません：処理時のサイズで {0}×{1} ピクセルです。',
  'The box lies outside of the picture.': '枠が画像の外にあります。',
  'The cache of prepared frames is not written any more ({0}); the work goes on.':
    '前処理済みフレームのキャッシュへの書き込みを停止しました（{0}）。処理は続行します。',
  'The cases of the task {0} have labels of several schemas: they were labelled by another version of it in between.':
    'タスク {0} の症例に複数の分類体系のラベルがあります。途中で別のバージョンによりラベルが付けられています。',
  'The catalogue has no network of that name.': 'カタログにその名前のネットワークはありません。',
  'The catalogue of backbones ("catalogue.json") cannot be read: "{0}" is not as expected.':
    'バックボーンのカタログ（"catalogue.json"）を読み取れません："{0}" が想定と異なります。',
  'The catalogue of backbones ("catalogue.json") cannot be read: it is larger than 1 MB.':
    'バックボーンのカタログ（"catalogue.json"）を読み取れません：1 MB を超えています。',
  'The catalogue of backbones ("catalogue.json") cannot be read: it is missing or locked.':
    'バックボーンのカタログ（"catalogue.json"）を読み取れません：存在しないか、ロックされています。',
  'The catalogue of backbones ("catalogue.json") cannot be read: it is not JSON.':
    'バックボーンのカタログ（"catalogue.json"）を読み取れません：JSON ではありません。',
  'The checkpoint is spread over several files, and {0} is not among them.':
    'チェックポイントが複数のファイルに分かれており、{0} がありません。',
  'The class whose mean is nearest to the frozen network’s answer: nothing is trained.':
    '重み固定ネットワークの出力に平均が最も近いクラスを選びます。学習は行いません。',
  'The classes are not all classes of one mask schema of this data folder.':
    '指定されたクラスが、このデータフォルダーの 1 つのマスクスキーマにそろっていません。',
  'The classes that were stated do not fit the model: a channel is named twice.':
    '指定されたクラスがモデルに合いません：同じチャンネルが 2 回指定されています。',
  'The classes that were stated do not fit the model: it has {0} channels, numbered from 0.':
    '指定されたクラスがモデルに合いません：チャンネルは {0} 個で、0 から番号が付きます。',
  'The classes that were stated do not fit the model: none of them is a class.':
    '指定されたクラスがモデルに合いません：どれもクラスではありません。',
  'The cohort has no cases of {0}; its sites are {1}.':
    'コホートに {0} の症例はありません。施設は {1} です。',
  'The cohort has {0} patient; training and test need at least {1}, since none may be in two of them.':
    'コホートの患者は {0} 名です。学習・テストに同じ患者を重複させないため、少なくとも {1} 名が必要です。',
  'The cohort has {0} patient; training, validation and test need at least {1}, since none may be in two of them.':
    'コホートの患者は {0} 名です。学習・検証・テストに同じ患者を重複させないため、少なくとも {1} 名が必要です。',
  'The cohort has {0} patients; training and test need at least {1}, since none may be in two of them.':
    'コホートの患者は {0} 名です。学習・テストに同じ患者を重複させないため、少なくとも {1} 名が必要です。',
  'The cohort has {0} patients; training, validation and test need at least {1}, since none may be in two of them.':
    'コホートの患者は {0} 名です。学習・検証・テストに同じ患者を重複させないため、少なくとも {1} 名が必要です。',
  'The cohort holds no labelled findings.': 'コホートにラベルの付いた所見がありません。',
  'The collections that it was trained on have licences of their own.':
    '学習に用いたデータ集には、それぞれ独自のライセンスがあります。',
  'The colours that it was trained with: 0.5, 0.5, 0.5 for Google’s ViT, ImageNet’s for most others.':
    '学習に用いた色の値です。Google の ViT は 0.5, 0.5, 0.5、ほかのほとんどは ImageNet の値です。',
  'The components add up to {0} per cent.': '成分の合計が {0} パーセントになっています。',
  'The compute process ended while it was working.': '計算プロセスが処理中に終了しました。',
  'The compute process ended {0} times in a row, before a single further epoch.':
    '計算プロセスが、1 エポックも進まないまま {0} 回続けて終了しました。',
  'The data folder cannot be written to.': 'データフォルダーに書き込めません。',
  'The data folder is already open in another Lapidary (process {0}, since {1}).':
    'データフォルダーは、すでに別の Lapidary で開かれています（プロセス {0}、{1} から）。',
  "The data folder lies in a folder that {0} copies to other computers. That would send patients' pictures out of the house and can damage the database.":
    'データフォルダーが、{0} によってほかの端末にコピーされるフォルダーにあります。患者の画像が院外に送信され、データベースが破損するおそれがあります。',
  'The data folder lies on a network file system ({0}). A database can lose entries there when the connection drops.':
    'データフォルダーがネットワークファイルシステム（{0}）にあります。接続が切れると、データベースの内容が失われるおそれがあります。',
  'The data folder lies on a shared folder of another computer. A database can lose entries there when the connection drops.':
    'データフォルダーがほかの端末の共有フォルダーにあります。接続が切れると、データベースの内容が失われるおそれがあります。',
  'The data folder no longer holds adapter {0}….': 'アダプター {0}… はもうデータフォルダーにありません。',
  'The data folder no longer holds frame {0}….': 'フレーム {0}… はもうデータフォルダーにありません。',
  'The data folder no longer holds source file {0}….':
    '元のファイル {0}… はもうデータフォルダーにありません。',
  'The data folder no longer holds this network.': 'このネットワークはもうデータフォルダーにありません。',
  'The data folder’s path leads through a file, or is one.':
    'データフォルダーのパスの途中、またはその先がファイルになっています。',
  'The database is already open in another process.': 'データベースは、すでに別のプロセスで開かれています。',
  'The database of this data folder is damaged.': 'このデータフォルダーのデータベースが破損しています。',
  'The device that computes was lost {0} times in a row, before a single further epoch. {1}':
    '計算用デバイスが、1 エポックも進まないまま {0} 回続けて失われました。{1}',
  'The disk of this machine is {0} MB; {1} MB is more than that.':
    'このコンピューターのディスクは {0} MB です。{1} MB はそれを超えています。',
  'The disk that holds the data folder has no room for another {0}.':
    'データフォルダーのディスクに、あと {0} を保存する空きがありません。',
  'The disk that holds the data folder has no room.': 'データフォルダーのディスクに空きがありません。',
  'The file cannot be read.': 'ファイルを読み取れません。',
  'The file classes.json is not one that Lapidary writes: it does not begin as one does.':
    'classes.json が Lapidary の書き出したものではありません：先頭の形式が異なります。',
  'The file classes.json is not one that Lapidary writes: it is larger than 64 MB.':
    'classes.json が Lapidary の書き出したものではありません：64 MB を超えています。',
  'The file classes.json is not one that Lapidary writes: its classes cannot be understood.':
    'classes.json が Lapidary の書き出したものではありません：クラスを解釈できません。',
  'The file classes.json is not one that Lapidary writes: its frames cannot be understood.':
    'classes.json が Lapidary の書き出したものではありません：フレームを解釈できません。',
  'The file does not say all that has to be known of this network: {0}.':
    'このネットワークに必要な項目のうち、ファイルから分からないものがあります：{0}。',
  'The file has {0} MB; at most {1} MB are read.':
    'ファイルは {0} MB あります。読み取れるのは {1} MB までです。',
  'The file holds {0} pages; at most {1} are read.':
    'ファイルは {0} ページあります。読み取れるのは {1} ページまでです。',
  'The file holds {0} tensors that are not known, such as {1}.':
    'ファイルに不明なテンソルが {0} 個あります（{1} など）。',
  'The file is called like the one of {0}, and its contents are others. What the catalogue says of that network may not hold.':
    'ファイル名は {0} のものですが、内容が異なります。カタログの情報が当てはまらない可能性があります。',
  'The file is not there.': 'ファイルがありません。',
  'The file lapidary.sqlite in this folder was not made by Lapidary.':
    'このフォルダーの lapidary.sqlite は Lapidary が作成したものではありません。',
  'The files cannot be imported: none of them is known to hold weights.':
    'ファイルを取り込めません：重みを含むことが分かっているものがありません。',
  'The files cannot be imported: several of them hold weights: {0}.':
    'ファイルを取り込めません：複数のファイルに重みが含まれています：{0}。',
  'The files cannot be imported: they lie in several folders.':
    'ファイルを取り込めません：複数のフォルダーに分かれています。',
  'The files cannot be imported: {0} is no file.': 'ファイルを取り込めません：{0} はファイルではありません。',
  'The files cannot be imported: {0} is not among the files.':
    'ファイルを取り込めません：{0} がファイルの中にありません。',
  'The files of this model are gone from the data folder.':
    'このモデルのファイルがデータフォルダーからなくなっています。',
  'The finding has no mask on this frame, and the method reads the frame through it.':
    'このフレームに所見のマスクがありません。この手法はマスクを通してフレームを読みます。',
  'The finding has no prediction on this frame, so there is nothing to explain.':
    'このフレームには所見の予測がないため、根拠を示せません。',
  'The finding is not on this frame any more.': 'この所見はもうこのフレームにありません。',
  'The first line must name the columns: image and, where wanted, mask, patient, study, label, site. Other columns are ignored.':
    '最初の行に列名を記載してください：image と、必要に応じて mask、patient、study、label、site。ほかの列は無視されます。',
  'The frame, its mask or the model has changed since this prediction was made.':
    'この予測の後に、フレーム、マスク、またはモデルが変わりました。',
  'The frozen network hash {0}, is not installed here.':
    'ハッシュ {0} の重み固定ネットワークは、ここにインストールされていません。',
  'The frozen network is shown the region alone, with learned tokens beside it. Needs masks.':
    '重み固定ネットワークに領域だけを示し、学習済みトークンを添えます。マスクが必要です。',
  'The frozen network is shown the region alone; low-rank updates of what its blocks attend to. Needs masks.':
    '重み固定ネットワークに領域だけを示し、ブロックの注意の対象を低ランクで更新します。マスクが必要です。',
  'The frozen network “{0}”, hash {1}, is not installed here.':
    '重み固定ネットワーク「{0}」（ハッシュ {1}）は、ここにインストールされていません。',
  'The image has regions of categories that nothing was said of, or that were not to occur: {0}.':
    '画像に、指定のないカテゴリー、または拒否するカテゴリーの領域があります：{0}。',
  'The image tower is read, the text tower is left.':
    '画像エンコーダーのみを読み込み、テキストエンコーダーは使用しません。',
  'The import ended before this file. {0}': 'このファイルの前に取り込みが終了しました。{0}',
  'The import was cancelled.': '取り込みは中止されました。',
  'The manifest cannot be read as CSV (line {0}): a quotation mark is opened and not closed, or stands inside a cell.':
    '表を CSV として読み取れません（{0} 行目）：引用符が閉じられていないか、セルの途中にあります。',
  'The manifest cannot be read as CSV: a quotation mark is opened and not closed, or stands inside a cell.':
    '表を CSV として読み取れません：引用符が閉じられていないか、セルの途中にあります。',
  'The manifest has no rows.': '表に行がありません。',
  'The manifest has {0} different labels; at most {1} classes are made from a manifest.':
    '表に {0} 種類のラベルがあります。表から作成できるクラスは {1} 個までです。',
  'The manifest is not in UTF-8 but in UTF-16.': '表が UTF-8 ではなく UTF-16 です。',
  'The manifest is not in UTF-8.': '表が UTF-8 ではありません。',
  'The manifest names a file outside its own folder.':
    '表に、表のあるフォルダーの外のファイルが記載されています。',
  'The manifest\'s header is not usable. It has no column "image". Found: {0}.':
    '表の見出し行を使用できません。"image" 列がありません。現在の列：{0}。',
  'The manifest\'s header is not usable. It has the column "{0}" twice. Found: {1}.':
    '表の見出し行を使用できません。"{0}" 列が 2 つあります。現在の列：{1}。',
  'The manifest\'s header is not usable. Its column "{0}" is probably meant to be "{1}". Found: {2}.':
    '表の見出し行を使用できません。"{0}" 列は "{1}" の誤記と思われます。現在の列：{2}。',
  'The marks take more than {0} kB.': '印が {0} kB を超えています。',
  'The mask file holds {0} pages; which belongs to the picture cannot be told.':
    'マスクのファイルに {0} ページあり、どれが画像に対応するか判別できません。',
  'The mask has more than {0} different values besides the background.':
    'マスクに、背景のほかに {0} 種類を超える値があります。',
  'The mask has values that no class was named for: {0} and {1} more.':
    'マスクに、クラスの指定がない値があります：{0} ほか {1} 個。',
  'The mask has values that no class was named for: {0}.': 'マスクに、クラスの指定がない値があります：{0}。',
  'The mask has values that nothing was said of, or that were not to occur: {0}.':
    'マスクに、指定のない値、または拒否する値があります：{0}。',
  'The mask is a colour picture; which colour means which class cannot be told.':
    'マスクがカラー画像のため、どの色がどのクラスか判別できません。',
  'The mask is larger than any mask can be.': 'マスクがありえない大きさです。',
  'The mask is neither greyscale nor a picture with a palette.':
    'マスクがグレースケールでもパレット形式の画像でもありません。',
  'The mask is {0}×{1} pixels, its frame {2}×{3}.': 'マスクは {0}×{1} ピクセル、フレームは {2}×{3} です。',
  'The mask is {0}×{1} pixels, its picture {2}×{3}.': 'マスクは {0}×{1} ピクセル、画像は {2}×{3} です。',
  'The mask schema of this segmentation head has no such class.':
    'この領域抽出ヘッドのマスクスキーマに、そのようなクラスはありません。',
  'The mask shows nothing of the finding, and the active method reads the frame through it.':
    'マスクに所見が含まれていません。使用中の手法はマスクを通してフレームを読みます。',
  'The mask uses the value {0} without saying which class that is.':
    'マスクが値 {0} を使っていますが、そのクラスが指定されていません。',
  'The mask value {0} is given two meanings.': 'マスクの値 {0} に 2 つの意味が指定されています。',
  'The mask was changed elsewhere. Reload the study, or choose the version from the list of versions.':
    'マスクは別の場所で変更されました。検査を再読み込みするか、版の一覧から選んでください。',
  'The mask went through JPEG, which blurs values.': 'マスクが JPEG 圧縮を経ているため、値がぼやけています。',
  'The masks of the {0} frames that were chosen mark nothing that could be learned.':
    '選ばれた {0} フレームのマスクには、学習できるものが描かれていません。',
  'The masks of this study are of schemas with {0} classes in all; an export holds 255.':
    'この検査のマスクには、スキーマ全体で {0} 個のクラスがあります。書き出せるのは 255 個までです。',
  'The mask’s bounding box, cut from the stored frame, then a linear head. Needs masks.':
    '保存されたフレームからマスクの外接矩形を切り出し、線形ヘッドを載せます。マスクが必要です。',
  'The memory of this machine is {0} MB; {1} MB is more than that.':
    'このコンピューターのメモリーは {0} MB です。{1} MB はそれを超えています。',
  'The method gave up on these marks.': 'この方法では、これらの印から提案できませんでした。',
  'The model failed while it was computing.': 'モデルが計算中に失敗しました。',
  'The model failed while it was computing: {0}.': 'モデルが計算中に失敗しました：{0}。',
  'The model finds no region there.': 'モデルはそこに領域を見つけられませんでした。',
  'The model gives {0} scores for masks of the shape [{1}].':
    'モデルが、形状 [{1}] のマスクに対して {0} 個のスコアを出力しました。',
  'The model has an input that its card does not know.': 'モデルに、カードに記載のない入力があります。',
  'The model has an input that its card does not know: {0}.':
    'モデルに、カードに記載のない入力があります：{0}。',
  'The model takes elements of a type that is not given here.':
    'モデルが、ここでは扱えない型の要素を入力とします。',
  'The model takes elements of a type that is not given here: {0}.':
    'モデルが、ここでは扱えない型の要素を入力とします：{0}。',
  'The model takes or gives something that is no tensor.':
    'モデルの入力または出力に、テンソルでないものがあります。',
  'The model takes or gives something that is no tensor: {0}.':
    'モデルの入力または出力に、テンソルでないものがあります：{0}。',
  'The model’s answer cannot be used: an output has the shape [{0}], and {1} dimensions were expected.':
    'モデルの出力を使用できません：出力の形状が [{0}] ですが、{1} 次元であるはずです。',
  'The model’s answer cannot be used: an output is missing.':
    'モデルの出力を使用できません：出力が 1 つ欠けています。',
  'The model’s answer cannot be used: it has {0} channels, and its card names {1}.':
    'モデルの出力を使用できません：チャンネルが {0} 個ですが、カードには {1} 個と記載されています。',
  'The model’s answer cannot be used: it has {0} scores for masks of the shape [{1}].':
    'モデルの出力を使用できません：形状 [{1}] のマスクに対してスコアが {0} 個あります。',
  'The model’s answer cannot be used: it holds numbers that are not finite.':
    'モデルの出力を使用できません：有限でない数値が含まれています。',
  'The model’s answer cannot be used: it holds the class {0}, of which its card does not say what it is.':
    'モデルの出力を使用できません：カードに説明のないクラス {0} が含まれています。',
  'The model’s answer cannot be used: it holds {0} maps for one picture.':
    'モデルの出力を使用できません：1 枚の画像に対してマップが {0} 枚あります。',
  'The model’s answer cannot be used: its card names more than 255 classes, and a mask has at most 255 segments.':
    'モデルの出力を使用できません：カードのクラスが 255 個を超えていますが、マスクのセグメントは 255 個までです。',
  'The model’s answer cannot be used: its encoder gave no embedding.':
    'モデルの出力を使用できません：エンコーダーから埋め込みが得られませんでした。',
  'The name holds the identifier of a frame that is not in this study.':
    '名前に、この検査にないフレームの識別子が含まれています。',
  'The name that open_clip gives its files; the page itself was not seen.':
    'open_clip が用いるファイル名です。ページ自体は確認していません。',
  'The name that timm gives its files; the page itself was not seen.':
    'timm が用いるファイル名です。ページ自体は確認していません。',
  'The network sees the whole frame; the head reads what it made of the region. Needs masks.':
    'ネットワークはフレーム全体を見て、ヘッドはそのうち領域の部分の出力を読みます。マスクが必要です。',
  'The network’s biases alone, no mask': 'ネットワークのバイアスのみ、マスクなし',
  'The number of attention heads; the weights do not tell.':
    'アテンションヘッドの数です。重みからは分かりません。',
  'The options of {0} are not usable: {1}': '{0} の設定を使用できません：{1}',
  'The options of {0} do not go with this network: {1}.': '{0} の設定がこのネットワークに合いません：{1}。',
  'The page ended by itself several times.': 'ページが何度も異常終了しました。',
  'The page is not in {0}.': 'ページが {0} にありません。',
  'The payload of a task is invalid at: {0}.': '処理に渡された内容が正しくありません：{0}。',
  'The picture is cut short or damaged: not all of it can be read.':
    '画像が途中で切れているか破損しています。全体を読み取れません。',
  'The picture says it is {0}×{1} pixels; at most {2} a side and 64 megapixels are read.':
    '画像のサイズが {0}×{1} ピクセルとされています。読み取れるのは一辺 {2} まで、64 メガピクセルまでです。',
  'The picture\'s values are of the kind "{0}"; 8 and 16 bit whole numbers are read.':
    '画像の値の種類が "{0}" です。読み取れるのは 8 または 16 ビットの整数です。',
  'The pretrained checkpoint, not a fine-tuned one. Its MD5 begins with 8cad7c.':
    '事前学習のチェックポイントです。ファインチューニング済みのものではありません。MD5 の先頭は 8cad7c です。',
  'The pretrained checkpoint, not a fine-tuned one. Its MD5 begins with 9bdbb0.':
    '事前学習のチェックポイントです。ファインチューニング済みのものではありません。MD5 の先頭は 9bdbb0 です。',
  'The pretrained checkpoint, not a fine-tuned one. Its MD5 begins with b8b06e.':
    '事前学習のチェックポイントです。ファインチューニング済みのものではありません。MD5 の先頭は b8b06e です。',
  'The provider "{0}" cannot be chosen: {1}': 'プロバイダー "{0}" は選べません：{1}',
  'The provider "{0}", which is chosen in the settings, cannot be used: {1}':
    '設定で選ばれているプロバイダー "{0}" を使用できません：{1}',
  'The providers of this machine are not examined yet.': 'この端末のプロバイダーはまだ検査されていません。',
  'The reading changed while it was about to be signed: in another window, or by a job that has just ended.':
    '署名の直前に、別のウィンドウまたは終了したばかりのジョブによって読影結果が変更されました。',
  'The reading is no longer what was signed.': '読影結果が、署名されたものと異なります。',
  'The record of what was done has been tampered with: {0}.': '操作の記録が改ざんされています：{0}。',
  'The region under the mask becomes tokens that tune the frozen network. Needs masks; learns a prompt and a linear head.':
    'マスクの領域が、重み固定ネットワークを調整するトークンになります。マスクが必要です。プロンプトと線形ヘッドを学習します。',
  'The runtime cannot open this model.': 'ランタイムがこのモデルを開けません。',
  'The runtime cannot open this model: {0}.': 'ランタイムがこのモデルを開けません：{0}。',
  'The same weights, in the older format.': '同じ重みの旧形式です。',
  'The same, in the older format; the page itself was not seen.':
    '同じ内容の旧形式です。ページ自体は確認していません。',
  'The schema that was stated is no mask schema, or lacks one of the classes.':
    '指定されたスキーマがマスクスキーマでないか、含まれないクラスがあります。',
  'The segments of this mask are not all classes of one mask schema.':
    'このマスクのセグメントのクラスが、1 つのマスクスキーマにそろっていません。',
  'The shipped segmentation head was changed while Lapidary was open.':
    'Lapidary の起動中に、同梱の領域抽出ヘッドが変更されました。',
  'The smallest here: for slow machines and for trying things out.':
    'この一覧で最小のネットワークです。低速な端末や試用に適します。',
  'The spread of the colours that it was trained with: 0.5, 0.5, 0.5 for Google’s ViT, ImageNet’s for most others.':
    '学習に用いた色の値の広がりです。Google の ViT は 0.5, 0.5, 0.5、ほかのほとんどは ImageNet の値です。',
  'The stored adapter {0}… is not what was stored: its bytes have changed.':
    '保存されているアダプター {0}… が保存時のものと異なります。内容が変わっています。',
  'The stored frame {0}… is not what was stored: its bytes have changed.':
    '保存されているフレーム {0}… が保存時のものと異なります。内容が変わっています。',
  'The stored source file {0}… is not what was stored: its bytes have changed.':
    '保存されている元のファイル {0}… が保存時のものと異なります。内容が変わっています。',
  'The study has {0} masks; a ZIP file holds {1} of them.':
    'この検査にはマスクが {0} 件あります。ZIP ファイルに入るのは {1} 件までです。',
  'The study is signed. Its predictions stay as they were when it was.':
    'この検査は署名済みです。予測は署名時のまま残ります。',
  'The system did not let the process change its priority.':
    'システムが、プロセスの優先度の変更を許可しませんでした。',
  'The task {0} has no cases here. They are {1}.': 'タスク {0} の症例がここにありません。必要な症例：{1}。',
  'The tensor {0} was left out: it is {1}.': 'テンソル {0} を除外しました：{1}。',
  'The terms under which its publisher lets you use it.': '公開元が使用を許可する条件です。',
  'The text {0} was left out: it has {1} characters.': '文字列 {0} を除外しました：{1} 文字あります。',
  'The training checkpoint does not fit: it has no matching state for "{0}".':
    '学習のチェックポイントが合いません："{0}" に対応する状態がありません。',
  'The upload broke off.': 'アップロードが途切れました。',
  'The upload is larger than {0} MB.': 'アップロードが {0} MB を超えています。',
  'The weights of the first ViT paper; the AugReg ones are later.':
    '最初の ViT 論文の重みです。AugReg の重みはそれより後のものです。',
  'The whole frame already is a finding of this label schema.':
    'フレーム全体が、すでにこの分類体系の所見です。',
  'The whole frame, stretched to a square.': '画像全体を正方形に変形します。',
  'The whole frame, stretched to a square. timm states bicubic and a centred crop of 0.9 for the same weights.':
    '画像全体を正方形に変形します。timm は同じ重みについて、バイキュービックと中央 0.9 の切り出しを指定しています。',
  'The work goes on from its last checkpoint. If this happens again, choose "cpu" in the settings.':
    '最後のチェックポイントから処理を再開します。再発する場合は、設定で "cpu" を選んでください。',
  'The work was cancelled.': '処理は中止されました。',
  'The workstation is being closed.': 'ワークステーションを終了しています。',
  'The {0} compute process ended {1} times in a row before finishing anything.':
    '計算プロセス {0} が、何も完了しないまま {1} 回続けて終了しました。',
  'The {0} process did not stop a cancelled task in time; it is ended.':
    'プロセス {0} が、中止した処理を時間内に止めなかったため、終了させます。',
  'The {0} process ended ({1}) with {2} tasks running.':
    'プロセス {0} が、{2} 件の処理の実行中に終了しました（{1}）。',
  'The {0} process sent a message that makes no sense; it is ended.':
    'プロセス {0} が解釈できないメッセージを送信したため、終了させます。',
  'There are more masks than one ZIP file can hold (65,535 files, 4 GB).':
    'マスクの数が、1 つの ZIP ファイルの上限（65,535 ファイル、4 GB）を超えています。',
  'There are more than {0} files in what was chosen.': '選ばれたファイルが {0} 個を超えています。',
  'There are more than {0} files.': 'ファイルが {0} 個を超えています。',
  'There are {0} pictures, {1} COCO files and {2} files classes.json.':
    '画像が {0} 枚、COCO ファイルが {1} 個、classes.json が {2} 個あります。',
  'There is a patient with this number already.': 'この番号の患者はすでにいます。',
  'There is no label schema "{0}".': '分類体系「{0}」はありません。',
  'There is no mask among the files.': 'ファイルの中にマスクがありません。',
  'There is no method "{0}".': '手法 "{0}" はありません。',
  'There is no readable file {0}.': '読み取れるファイル {0} がありません。',
  'There is no step of this frame any more that could be undone that way.':
    'このフレームには、この方法で元に戻せる操作がもうありません。',
  'There is no step of this frame any more that was undone that way.':
    'このフレームには、この方法でやり直せる操作がもうありません。',
  'There is no such adapter any more.': 'そのアダプターはもうありません。',
  'There is no such address.': 'そのアドレスはありません。',
  'There is no such cohort any more.': 'そのコホートはもうありません。',
  'There is no such experiment in this data folder.': 'このデータフォルダーに、その実験はありません。',
  'There is no such job.': 'そのジョブはありません。',
  'There is no such label schema, or it has no classes.': 'その分類体系がないか、クラスがありません。',
  'There is no such label schema.': 'その分類体系はありません。',
  'There is no such location.': 'その部位はありません。',
  'There is no such mask schema.': 'そのマスクスキーマはありません。',
  'There is no such method to propose a mask with; its model may have been removed.':
    'その方法ではマスクを提案できません。モデルが削除された可能性があります。',
  'There is no such model.': 'そのモデルはありません。',
  'There is no such network.': 'そのネットワークはありません。',
  'There is no such reader on this workstation.': 'このワークステーションに、その読影者はいません。',
  'There is no such segmentation head any more.': 'その領域抽出ヘッドはもうありません。',
  'There is no such signature.': 'その署名はありません。',
  'There is no such signed reading.': 'その署名済みの読影結果はありません。',
  'There is no such study, or it has no frames.': 'その検査がないか、フレームがありません。',
  'There is no such study.': 'その検査はありません。',
  'There is no task "{0}".': 'タスク "{0}" はありません。',
  'These are no usable probabilities: a grid of {0}×{1} cells is outside of what can be.':
    '確率として使用できません：{0}×{1} セルの格子はありえない大きさです。',
  'These are no usable probabilities: a value is not between 0 and 1.':
    '確率として使用できません：0 から 1 の範囲にない値があります。',
  'These are no usable probabilities: the temperature is not one.':
    '確率として使用できません：温度が正しくありません。',
  'These are no usable probabilities: their length is not that of the grid.':
    '確率として使用できません：長さが格子と合いません。',
  'These are no usable probabilities: they do not start as probabilities do.':
    '確率として使用できません：先頭の形式が異なります。',
  'These are no usable probabilities: {0} values do not fill its grid.':
    '確率として使用できません：{0} 個の値では格子が埋まりません。',
  'These files were already imported, or were never sent.':
    'これらのファイルはすでに取り込まれたか、送信されていません。',
  'These frames are of this study already.': 'これらのフレームはすでにこの検査のものです。',
  'These two files are no pair: one is a decoder of {0}, and {1} does not give what it reads. It has {2}.':
    'この 2 つのファイルは対になりません：一方は {0} のデコーダーですが、{1} はその入力となるものを出力しません（{2}）。',
  'These two masks are of different frames.': 'この 2 つのマスクは別々のフレームのものです。',
  'This adapter was tuned by a version of Lapidary that prepared frames in another way.':
    'このアダプターは、フレームの前処理が異なる Lapidary のバージョンでチューニングされています。',
  'This adapter was tuned on another network than the one that is installed.':
    'このアダプターは、インストール済みのものとは別のネットワークでチューニングされています。',
  'This backbone cannot be used: "card.json" cannot be read.':
    'このバックボーンは使用できません："card.json" を読み取れません。',
  'This backbone cannot be used: "card.json" is larger than 1 MB.':
    'このバックボーンは使用できません："card.json" が 1 MB を超えています。',
  'This backbone cannot be used: "card.json" is not JSON.':
    'このバックボーンは使用できません："card.json" が JSON ではありません。',
  'This backbone cannot be used: "card.json": {0}.': 'このバックボーンは使用できません："card.json"：{0}。',
  'This backbone cannot be used: "weights.safetensors" cannot be read.':
    'このバックボーンは使用できません："weights.safetensors" を読み取れません。',
  'This backbone cannot be used: "weights.safetensors" is cut short.':
    'このバックボーンは使用できません："weights.safetensors" が途中で切れています。',
  'This backbone cannot be used: "{0}" is [{1}] where its card asks for [{2}].':
    'このバックボーンは使用できません："{0}" は [{1}] ですが、カードでは [{2}] です。',
  'This backbone cannot be used: "{0}" is not in float32.':
    'このバックボーンは使用できません："{0}" が float32 ではありません。',
  'This backbone cannot be used: it has no tensor "{0}".':
    'このバックボーンは使用できません：テンソル "{0}" がありません。',
  'This backbone cannot be used: its card knows no tensor "{0}".':
    'このバックボーンは使用できません：テンソル "{0}" がカードに記載されていません。',
  'This backbone cannot be used: its weights are not those that its card was written for.':
    'このバックボーンは使用できません：重みが、カードの対象のものと異なります。',
  'This checkpoint cannot be read: {0}.': 'このチェックポイントを読み取れません：{0}。',
  'This checkpoint cannot become a backbone: "{0}" holds values that are not finite numbers.':
    'このチェックポイントはバックボーンにできません："{0}" に有限でない数値が含まれています。',
  'This checkpoint cannot become a backbone: "{0}" is [{1}], where {2} values are needed.':
    'このチェックポイントはバックボーンにできません："{0}" は [{1}] ですが、{2} 個の値が必要です。',
  'This checkpoint cannot become a backbone: it has more than {0} blocks.':
    'このチェックポイントはバックボーンにできません：ブロックが {0} 個を超えています。',
  'This checkpoint cannot become a backbone: it has no block 0.':
    'このチェックポイントはバックボーンにできません：ブロック 0 がありません。',
  'This checkpoint cannot become a backbone: it has no class token ("{0}{1}"), without which networks are not read by this version.':
    'このチェックポイントはバックボーンにできません：クラストークン（"{0}{1}"）がありません。クラストークンのないネットワークは、このバージョンでは読み取れません。',
  'This checkpoint cannot become a backbone: it has no position embedding ({0}).':
    'このチェックポイントはバックボーンにできません：位置埋め込み（{0}）がありません。',
  'This checkpoint cannot become a backbone: it has no tensor "{0}{1}".':
    'このチェックポイントはバックボーンにできません：テンソル "{0}{1}" がありません。',
  'This checkpoint cannot become a backbone: it has no tensor {0}.':
    'このチェックポイントはバックボーンにできません：テンソル {0} がありません。',
  'This checkpoint cannot become a backbone: its blocks hold tensors that are not understood ({0}, such as {1}), so what they compute is not known.':
    'このチェックポイントはバックボーンにできません：ブロックに解釈できないテンソルがあり（{0} 個、{1} など）、計算の内容が分かりません。',
  'This checkpoint cannot become a backbone: its patch embedding {0} is [{1}], not one of square patches of three colours.':
    'このチェックポイントはバックボーンにできません：パッチ埋め込み {0} が [{1}] で、3 色の正方形パッチのものではありません。',
  'This checkpoint cannot become a backbone: its position embedding has {0} rows, which is no square of cells beside its tokens.':
    'このチェックポイントはバックボーンにできません：位置埋め込みが {0} 行で、トークンを除いたセルの数が正方形になりません。',
  'This checkpoint cannot become a backbone: of "{0}{1}" a bias is missing.':
    'このチェックポイントはバックボーンにできません："{0}{1}" のバイアスがありません。',
  'This checkpoint holds several vision transformers: {0}.':
    'このチェックポイントには複数のビジョントランスフォーマーがあります：{0}。',
  'This checkpoint is not read here: {0}.': 'このチェックポイントはここでは読み取れません：{0}。',
  'This checkpoint is not read: {0}.': 'このチェックポイントは読み取りません：{0}。',
  'This class is not one of the finding’s label schema.': 'このクラスは、所見の分類体系に含まれていません。',
  'This comment is not in the database.': 'このコメントはデータベースにありません。',
  'This data folder was last used by a newer Lapidary (it has the step {0}, which this version does not know).':
    'このデータフォルダーは、より新しい Lapidary で使用されています（このバージョンにない段階 {0} があります）。',
  'This data folder was made with another text of the step {0}: it comes from an unreleased version.':
    'このデータフォルダーは、段階 {0} の内容が異なる Lapidary で作成されています。未公開のバージョンのものです。',
  'This finding is not in the database.': 'この所見はデータベースにありません。',
  'This finding is not on this frame, or no longer in the database.':
    'この所見はこのフレームにないか、もうデータベースにありません。',
  'This finding on this frame is not in the database.': 'このフレームのこの所見はデータベースにありません。',
  'This frame has no mask, and the chosen method reads the frame through its mask.':
    'このフレームにはマスクがありません。選択した手法はマスクを通してフレームを読みます。',
  'This frame is no longer in the database.': 'このフレームはもうデータベースにありません。',
  'This frame is not in the database.': 'このフレームはデータベースにありません。',
  'This is a TorchScript program: its weights were read, its code was not.':
    'これは TorchScript プログラムです。重みだけを読み取り、コードは読み取っていません。',
  'This is an animation of {0} pictures, not a still.':
    'これは静止画ではなく、{0} 枚の画像からなるアニメーションです。',
  'This is not a COCO file of object instances: an annotation belongs to image {0}, which it does not name.':
    '物体インスタンスの COCO ファイルではありません：記載のない画像 {0} に属するアノテーションがあります。',
  'This is not a COCO file of object instances: annotation {0} cannot be understood ({1}).':
    '物体インスタンスの COCO ファイルではありません：アノテーション {0} を解釈できません（{1}）。',
  'This is not a COCO file of object instances: annotation {0}{1} of the image cannot be understood ({2}).':
    '物体インスタンスの COCO ファイルではありません：画像のアノテーション {0}{1} を解釈できません（{2}）。',
  'This is not a COCO file of object instances: category {0}{1} cannot be understood ({2}).':
    '物体インスタンスの COCO ファイルではありません：カテゴリー {0}{1} を解釈できません（{2}）。',
  'This is not a COCO file of object instances: image {0}{1} cannot be understood ({2}).':
    '物体インスタンスの COCO ファイルではありません：画像 {0}{1} を解釈できません（{2}）。',
  'This is not a COCO file of object instances: it names no categories.':
    '物体インスタンスの COCO ファイルではありません：カテゴリーの記載がありません。',
  'This is not a COCO file of object instances: it names no images.':
    '物体インスタンスの COCO ファイルではありません：画像の記載がありません。',
  'This is not a COCO file of object instances: two categories have the id {0}.':
    '物体インスタンスの COCO ファイルではありません：ID {0} のカテゴリーが 2 つあります。',
  'This is not a COCO file of object instances: two images have the id {0}.':
    '物体インスタンスの COCO ファイルではありません：ID {0} の画像が 2 つあります。',
  'This is not a place in the worklist.': 'ワークリスト内の位置として正しくありません。',
  'This is not a usable mask: a run is cut short.': 'マスクとして使用できません：ランが途中で切れています。',
  'This is not a usable mask: it does not start as a label map does.':
    'マスクとして使用できません：ラベルマップの先頭の形式と異なります。',
  'This is not a usable mask: it ends before its last row.':
    'マスクとして使用できません：最後の行の前で終わっています。',
  'This is not a usable mask: it has {0} values where {1}×{2} need {3}.':
    'マスクとして使用できません：値が {0} 個ですが、{1}×{2} には {3} 個必要です。',
  'This is not a usable mask: its runs do not fit its size.':
    'マスクとして使用できません：ランがサイズと合いません。',
  'This is not a usable mask: its size {0}×{1} is outside what a mask may have.':
    'マスクとして使用できません：サイズ {0}×{1} がマスクの範囲外です。',
  'This is one of {0} parts; the index beside it (….index.json) opens all of them.':
    'これは {0} 個に分かれたものの 1 つです。同じ場所の索引（….index.json）を選ぶと、すべてが開かれます。',
  'This is the decoder of {0} alone.': 'これは {0} のデコーダーだけです。',
  'This is the encoder of a model that answers to clicks, alone.':
    'これはクリックに応答するモデルのエンコーダーだけです。',
  'This is {0}.': 'このファイルは {0}です。',
  'This job is no import of masks.': 'このジョブはマスクの取り込みではありません。',
  'This job is no import.': 'このジョブは取り込みではありません。',
  'This machine\'s runtime has no "{0}" provider; it has {1}.':
    'この端末のランタイムにプロバイダー "{0}" はありません。利用できるもの：{1}。',
  'This mask version is not in the database.': 'このマスクの版はデータベースにありません。',
  'This mask was changed elsewhere since it was opened.':
    'このマスクは、開いた後に別の場所で変更されました。',
  'This mask went through JPEG, which blurs values: give a threshold (--mask-threshold 128), or save the masks as PNG.':
    'このマスクは JPEG 圧縮を経ているため、値がぼやけています。しきい値を指定するか（--mask-threshold 128）、マスクを PNG で保存してください。',
  "This mask's list of runs cannot be used: {0}.": 'このマスクのランの一覧を使用できません：{0}。',
  "This mask's outline cannot be used: {0}.": 'このマスクの輪郭を使用できません：{0}。',
  'This method has no options.': 'この手法に設定項目はありません。',
  'This method looks for a region within a box, and there is none.':
    'この方法は枠の中から領域を探しますが、枠がありません。',
  'This model answers to clicks, and proposes no masks of whole frames.':
    'このモデルはクリックに応答するもので、フレーム全体のマスクは提案しません。',
  'This model answers to points alone: its decoder has no input for a box.':
    'このモデルは点だけに応答します。デコーダーに枠の入力がありません。',
  'This model needs the operator {0} of {1}, which is no part of ONNX.':
    'このモデルには {1} の演算子 {0} が必要ですが、ONNX に含まれていません。',
  'This model proposes masks of whole frames, and does not answer to clicks.':
    'このモデルはフレーム全体のマスクを提案するもので、クリックには応答しません。',
  'This needs the permission "{0}", which you do not have.': 'この操作に必要な権限 "{0}" がありません。',
  'This network comes with Lapidary and cannot be removed.':
    'このネットワークは Lapidary に同梱されており、削除できません。',
  'This network was not taken over: it answers two different pictures alike.':
    'このネットワークは採用されませんでした：異なる 2 枚の画像に同じ出力を返します。',
  'This network was not taken over: its features are not finite numbers.':
    'このネットワークは採用されませんでした：特徴量に有限でない数値があります。',
  'This network was not taken over: its features depend on how they are computed (they differ by {0}).':
    'このネットワークは採用されませんでした：計算方法によって特徴量が変わります（差 {0}）。',
  'This patient is not in the database.': 'この患者はデータベースにいません。',
  'This prediction is not in the database any more, or there is a newer one.':
    'この予測はもうデータベースにないか、より新しいものがあります。',
  'This prediction was made by a method that reads no mask, so there is nothing that the mask does.':
    'この予測はマスクを読まない手法によるものなので、マスクの効果はありません。',
  'This proposal is not in the database.': 'この提案はデータベースにありません。',
  'This reading is not what was signed.': 'この読影結果は、署名されたものと異なります。',
  'This segment already is a finding of this label schema.':
    'このセグメントは、すでにこの分類体系の所見です。',
  'This segment is not one of the frame.': 'このセグメントは、このフレームのものではありません。',
  'This segmentation head is being trained.': 'この領域抽出ヘッドは学習中です。',
  'This segmentation head is not trained.': 'この領域抽出ヘッドは学習されていません。',
  'This segmentation head was not trained on such a class, and cannot say how probable it is.':
    'この領域抽出ヘッドはそのようなクラスで学習していないため、その確率を示せません。',
  'This segmentation head was removed.': 'この領域抽出ヘッドは削除されました。',
  'This segmentation head was trained on another network than the one that is installed.':
    'この領域抽出ヘッドは、インストール済みのものとは別のネットワークで学習されています。',
  'This segmentation head was trained on masks of another schema.':
    'この領域抽出ヘッドは、別のスキーマのマスクで学習されています。',
  'This study is already in the database as one of another site.':
    'この検査は、別の施設のものとしてすでにデータベースにあります。',
  'This study is not in the database.': 'この検査はデータベースにありません。',
  'This study is not signed, so there is nothing to amend.':
    'この検査は署名されていないため、修正するものがありません。',
  'This study is signed already.': 'この検査はすでに署名済みです。',
  'This study is signed, so its reading does not change.':
    'この検査は署名済みのため、読影結果は変更できません。',
  'This tray is no longer open.': '読み込んだファイルは、もう保持されていません。',
  'This very picture is already in the database, under patient {0}.':
    '同じ画像が、患者 {0} のものとしてすでにデータベースにあります。',
  'This was begun {0} times, and each time the workstation ended in the middle of it.':
    '{0} 回開始されましたが、そのたびに途中でワークステーションが終了しました。',
  'This was cancelled.': '中止されました。',
  'This weights file cannot be used: its header is cut short.':
    'この重みのファイルは使用できません：ヘッダーが途中で切れています。',
  'This weights file cannot be used: tensor "{0}" is not F32.':
    'この重みのファイルは使用できません：テンソル "{0}" が F32 ではありません。',
  'This weights file cannot be used: tensor {0} has type {1}; only F32 and F16 are read here.':
    'この重みのファイルは使用できません：テンソル {0} の型が {1} です。ここで読み取れるのは F32 と F16 だけです。',
  'This {0} is not in the database.': 'この {0} はデータベースにありません。',
  Tokens: 'トークン数',
  'Train a head on masks that you have, and activate it; or bring a model.':
    '既存のマスクでヘッドを学習して有効にするか、モデルを追加してください。',
  'Train a new one.': '新しく学習してください。',
  'Trained by the Lapidary developers.': 'Lapidary の開発者が学習させたものです。',
  'Trained on fewer photographs and classes than the ImageNet-21k networks.':
    'ImageNet-21k のネットワークより少ない写真とクラスで学習しています。',
  'Training diverged at step {0}{1}: a gradient is no longer a finite number.':
    'ステップ {0}{1} で学習が発散しました：有限の数でなくなった勾配があります。',
  'Training diverged in epoch {0}{1}, step {2}{3}: {4} is no longer a finite number. The last good state before it is kept until the run is started anew, or three newer ones have failed.':
    'エポック {0}{1}、ステップ {2}{3} で学習が発散しました：{4}が有限の数ではなくなりました。その前の最後の正常な状態は、実行を新たに開始するか、より新しい 3 件が失敗するまで保持されます。',
  'Training the segmentation head diverged in epoch {0}: the loss is no longer a finite number.':
    'エポック {0} で領域抽出ヘッドの学習が発散しました：損失が有限の数ではなくなりました。',
  'Try again.': 'もう一度お試しください。',
  'Tune a method on labelled cases and activate its adapter, or name an adapter.':
    'ラベル付き症例で手法をチューニングしてそのアダプターを有効にするか、アダプターを指定してください。',
  'Tune a method on labelled cases and activate its adapter.':
    'ラベル付き症例で手法をチューニングし、そのアダプターを有効にしてください。',
  'Tune again and activate the new adapter.': '再度チューニングし、新しいアダプターを有効にしてください。',
  'Two of these findings are on the same frame, and a finding is one segment of a frame at most.':
    'これらの所見のうち 2 つが同じフレームにあります。1 つの所見は、1 フレームにつきセグメント 1 つまでです。',
  'Two test pictures gave different features, the same in both forms within {0}; one took {1} ms.':
    '2 枚のテスト画像の特徴量は互いに異なり、2 つの形式間では {0} 以内で一致しました。1 枚の所要時間は {1} ms です。',
  'Undo what was changed, or sign the amendment.': '変更を元に戻すか、修正に署名してください。',
  'Unpack it and choose one of them.': '展開して、その中から選んでください。',
  'Unpack it and choose the checkpoint in it.': '展開して、その中のチェックポイントを選んでください。',
  'Unpack it and choose the file with the weights.': '展開して、重みのファイルを選んでください。',
  'Update Lapidary on this computer, or choose another data folder. Nothing was changed.':
    'この端末の Lapidary を更新するか、別のデータフォルダーを選んでください。何も変更されていません。',
  'Use a fresh data folder.': '新しいデータフォルダーを使ってください。',
  'Use a head of the installed network, or train again.':
    'インストール済みネットワークのヘッドを使うか、再度学習してください。',
  'Use another head, or train again.': '別のヘッドを使うか、再度学習してください。',
  'Use fewer schemas of masks in one study.': '1 つの検査で使うマスクスキーマを減らしてください。',
  'Use one of its classes: {0}, ….': 'そのクラスを使ってください：{0}、…。',
  'Use one of its classes: {0}.': 'そのクラスを使ってください：{0}。',
  'Use the window that is already open, or close it first.':
    'すでに開いているウィンドウを使うか、先にそれを閉じてください。',
  'Use the window that is already open, or close it first. The command line works through it when it is told the same data folder.':
    'すでに開いているウィンドウを使うか、先にそれを閉じてください。コマンドラインに同じデータフォルダーを指定すると、そのウィンドウを通して動作します。',
  'Vanilla fine-tuning of everything, no mask': '通常の全体ファインチューニング、マスクなし',
  Variant: 'バリアント',
  'Version {0} of its reading was signed, and is gone.':
    '読影結果の第 {0} 版は署名されましたが、失われています。',
  'Version {0} of this reading is not what was signed.':
    'この読影結果の第 {0} 版は、署名されたものと異なります。',
  View: '表示範囲',
  'Vision transformer (ViT)': 'ビジョントランスフォーマー（ViT）',
  'Wait a minute and try again. If it goes on, choose the "cpu" provider in the settings and free some memory.':
    '1 分ほど待ってから、もう一度お試しください。続く場合は、設定でプロバイダー "cpu" を選び、空きメモリーを増やしてください。',
  'Wait for it to end, or cancel it, then erase.': '終了を待つか中止してから、消去してください。',
  'Wait for its training to end, or choose another head.': '学習の終了を待つか、別のヘッドを選んでください。',
  'What a mask should be proposed from cannot be understood ({0}).':
    'マスクの提案元の指定を解釈できません（{0}）。',
  'What is not known of this model has to be stated: {0}.':
    'このモデルについて、分からない項目を指定してください：{0}。',
  'What is stated of this network cannot be: a width of {0} cannot have {1} heads.':
    'このネットワークの指定が成り立ちません：幅 {0} に対してヘッド数 {1} は使えません。',
  'What is stated of this network cannot be: an input of {0} pixels is no multiple of its patches of {1}.':
    'このネットワークの指定が成り立ちません：入力 {0} ピクセルがパッチ {1} の倍数ではありません。',
  'What is stated of this network cannot be: it has a norm of its tokens, so it is pooled by cls or mean.':
    'このネットワークの指定が成り立ちません：トークンの正規化があるため、集約は cls または mean です。',
  'What is stated of this network cannot be: its only norm is one of the pooled feature, so it is pooled by mean-then-norm.':
    'このネットワークの指定が成り立ちません：正規化が集約後の特徴量のものだけのため、集約は mean-then-norm です。',
  'What is stated of this network cannot be: {0} says {1} {2}, and its tensors have {3}.':
    'このネットワークの指定が成り立ちません：{0} では {1} が {2} ですが、テンソルでは {3} です。',
  'What is stated of this network cannot be: {0}: {1} is more than the {2} that are read.':
    'このネットワークの指定が成り立ちません：{0}：{1} は、読み取れる上限 {2} を超えています。',
  'What is stated of this network cannot be: {0}: {1}.': 'このネットワークの指定が成り立ちません：{0}：{1}。',
  'What the same file was called before April 2024.': '同じファイルの 2024 年 4 月より前の名称です。',
  'What these files are is not known: no family fits. {0}.':
    'これらのファイルの種類が分かりません：該当する系統がありません。{0}。',
  'What these files are is not known: they are not those of {0}. {1}.':
    'これらのファイルの種類が分かりません：{0} のものではありません。{1}。',
  'What these files are is not known: {0} .onnx files were brought, and a model is one of them or two. {1}.':
    'これらのファイルの種類が分かりません：.onnx ファイルが {0} 個ありますが、モデルは 1 個または 2 個からなります。{1}。',
  'What this import was asked to do is no longer in the data folder.':
    'この取り込みの指定内容は、もうデータフォルダーにありません。',
  'What was finished before is kept. Start it again with fewer cases to find what it stumbles over, and send the log to your administrator.':
    'それまでに完了したものは保持されています。症例を減らして再度開始し、原因となるものを探してください。また、ログを管理者に送付してください。',
  'What was said about the mask': 'マスクについての指定',
  'What was said of values or categories is not for the files in this tray.':
    '値またはカテゴリーの指定が、読み込まれているファイルのものではありません。',
  'Whoever published the model can tell; nothing of it is guessed.':
    'モデルの公開元の情報で確認できます。推測は行いません。',
  'With one-way prompts attention runs along two streams, and roll-out follows one.':
    '一方向プロンプトでは注意が 2 つの流れに分かれますが、roll-out はその一方だけをたどります。',
  'Worked at {0}×{1} of {2}×{3} pixels.': '{2}×{3} ピクセルを {0}×{1} にして処理しました。',
  'Write the file again with the program that it comes from, or leave this mask out.':
    '作成元のプログラムでファイルを書き直すか、このマスクを除外してください。',
  'You have read finding {0} yourself.': '所見 {0} はご自身が読影しています。',
  'a BMP picture': 'BMP 画像',
  'a DICOM file': 'DICOM ファイル',
  'a GIF picture': 'GIF 画像',
  'a HEIF or AVIF picture': 'HEIF または AVIF 画像',
  'a NumPy array': 'NumPy 配列',
  'a PDF document': 'PDF 文書',
  'a channel is named twice': '同じチャンネルが 2 回指定されています',
  'a cloud storage service': 'クラウドストレージサービス',
  'a field is longer than the message around it': 'フィールドが、それを含むメッセージより長くなっています',
  'a file of it has another size': 'ファイルのサイズが変わっています',
  'a file of it has changed': 'ファイルの内容が変わっています',
  'a gated MLP, whose own is SiLU': 'ゲート付き MLP（固有の関数は SiLU）',
  'a grid of {0}×{1} cells has {2} values, not {3}': '{0}×{1} セルの格子の値が {3} 個ではなく {2} 個です',
  'a grid of {0}×{1} cells is outside of what can be': '{0}×{1} セルの格子はありえない大きさです',
  'a lazy conjugate or negative of other values': 'ほかの値の遅延評価による共役または符号反転',
  'a list in it is too long': '含まれる一覧が長すぎます',
  'a network file system ({0})': 'ネットワークファイルシステム（{0}）',
  'a number in it never ends': '終わりのない数値が含まれています',
  'a number is longer than the message around it': '数値が、それを含むメッセージより長くなっています',
  'a radius of {0}: must be 0 or more': '半径が {0} です：0 以上でなければなりません',
  'a run has no usable length': '使用できない長さのランがあります',
  'a run is cut short': 'ランが途中で切れています',
  'a shape claims more values than can be counted': '形状が示す値の数が多すぎて数えられません',
  'a shape is not given in whole numbers of at least zero': '形状が 0 以上の整数で示されていません',
  'a share of {0}: must be from 0 to 1': '割合が {0} です：0 から 1 でなければなりません',
  'a shared folder of another computer': 'ほかの端末の共有フォルダー',
  'a storage claims more values than can be counted': 'ストレージが示す値の数が多すぎて数えられません',
  'a storage is not given in whole numbers of at least zero': 'ストレージが 0 以上の整数で示されていません',
  'a stride claims more values than can be counted': 'ストライドが示す値の数が多すぎて数えられません',
  'a stride is not given in whole numbers of at least zero': 'ストライドが 0 以上の整数で示されていません',
  'a tensor claims more values than can be counted': 'テンソルが示す値の数が多すぎて数えられません',
  'a tensor has another type than its storage': 'テンソルの型がストレージの型と異なります',
  'a tensor has no shape': '形状のないテンソルがあります',
  'a tensor has no storage': 'ストレージのないテンソルがあります',
  'a tensor has not as many values as its shape asks for': 'テンソルの値の数が形状と合いません',
  'a tensor has not one stride for each of its dimensions': 'テンソルのストライドの数が次元の数と合いません',
  'a tensor has not the bytes that its shape asks for': 'テンソルのバイト数が形状と合いません',
  'a tensor has too many dimensions': 'テンソルの次元が多すぎます',
  'a tensor has {0} dimensions': '{0} 次元のテンソルがあります',
  'a tensor in it is a segment of another': '別のテンソルの一部であるテンソルが含まれています',
  'a tensor names its {0} twice': 'テンソルの {0} が 2 回指定されています',
  'a tensor reaches beyond its storage': 'テンソルがストレージの範囲を超えています',
  'a tensor says in too many ways where its bytes lie': 'テンソルのバイトの位置の示し方が多すぎます',
  'a text in it has {0} bytes': '{0} バイトの文字列が含まれています',
  'a value is not between 0 and 1': '0 から 1 の範囲にない値があります',
  'a view claims more values than can be counted': 'ビューが示す値の数が多すぎて数えられません',
  'a view is not given in whole numbers of at least zero': 'ビューが 0 以上の整数で示されていません',
  'a view reaches beyond its storage': 'ビューがストレージの範囲を超えています',
  'a width of {0} cannot have {1} heads': '幅 {0} に対してヘッド数 {1} は使えません',
  'accuracy over 1383 held-out synthetic cases, 12 classes, chance 0.083':
    'ホールドアウトした合成症例 1383 例での正解率、12 クラス、偶然水準 0.083',
  'accuracy over 1383 held-out synthetic cases, 24 classes, chance 0.042':
    'ホールドアウトした合成症例 1383 例での正解率、24 クラス、偶然水準 0.042',
  'accuracy over 600 held-out synthetic cases, 12 classes, chance 0.083':
    'ホールドアウトした合成症例 600 例での正解率、12 クラス、偶然水準 0.083',
  'accuracy over 600 held-out synthetic cases, 24 classes, chance 0.042':
    'ホールドアウトした合成症例 600 例での正解率、24 クラス、偶然水準 0.042',
  'allow validation within one patient, by blocks of frames: the result is then marked so.':
    '同一患者内での検証（フレームのまとまりごと）を許可してください。結果にはその旨が示されます。',
  'an annotation belongs to image {0}, which it does not name':
    '記載のない画像 {0} に属するアノテーションがあります',
  'an archive': 'アーカイブ',
  'an empty file': '空のファイル',
  'an input of {0} pixels is no multiple of its patches of {1}':
    '入力 {0} ピクセルがパッチ {1} の倍数ではありません',
  'an input or output has an impossible size': '入力または出力のサイズがありえない値です',
  'an input or output has too many dimensions': '入力または出力の次元が多すぎます',
  'an offset': 'オフセット',
  'an offset claims more values than can be counted': 'オフセットが示す値の数が多すぎて数えられません',
  'an offset is not given in whole numbers of at least zero': 'オフセットが 0 以上の整数で示されていません',
  'an offset or length in it is {0}': 'オフセットまたは長さが {0} になっています',
  'an output has the shape [{0}], and {1} dimensions were expected':
    '出力の形状が [{0}] ですが、{1} 次元であるはずです',
  'an output is missing': '出力が 1 つ欠けています',
  'annotation {0} cannot be understood ({1})': 'アノテーション {0} を解釈できません（{1}）',
  'annotation {0}{1} of the image': '画像のアノテーション {0}{1}',
  'annotation {0}{1} of the image cannot be understood ({2})':
    '画像のアノテーション {0}{1} を解釈できません（{2}）',
  'array {0} has the type {1}': '配列 {0} の型が {1} です',
  'array {0} has {1} bytes where {2} needs {3}': '配列 {0} は {1} バイトですが、{2} には {3} バイト必要です',
  'array {0} holds Python objects, which are pickled, and pickled objects are not read':
    '配列 {0} に Python オブジェクトが含まれています。pickle 化されたオブジェクトは読み取りません',
  'array {0} is a table of records': '配列 {0} がレコードの表です',
  'as its input': '入力と同じ',
  'bitmaps of {0}×{1} and {2}×{3} cannot be compared': '{0}×{1} と {2}×{3} のビットマップは比較できません',
  'cannot be decompressed': '展開できません',
  'category {0}{1} cannot be understood ({2})': 'カテゴリー {0}{1} を解釈できません（{2}）',
  'cells of its input': '入力のセル数',
  'classes.json says nothing of this file.': 'classes.json にこのファイルの記載がありません。',
  'colour of every object of a whole frame, by the mean of its tokens':
    'フレーム全体の各物体の色（トークンの平均による）',
  'colour of one object, seen alone through its mask': '物体 1 個の色（マスクを通してその物体のみを提示）',
  'colour of one object, the rest of the frame painted out': '物体 1 個の色（フレームの残りを塗りつぶし）',
  'colour of the largest object of a whole frame, no mask given':
    'フレーム全体で最大の物体の色（マスクなし）',
  'config.json says that this is a model of the kind {0}, which is not read by this version.':
    'config.json によると、これは {0} という種類のモデルで、このバージョンでは読み取れません。',
  'constants of the exporter': '書き出し時の定数',
  'customary for several channels': '複数チャンネルでの一般的な値',
  'customary for {0}': '{0} での一般的な値',
  'customary; its file does not tell': '一般的な値（ファイルからは不明）',
  'damaged: restore the data folder from a backup':
    '破損：データフォルダーをバックアップから復元してください',
  'does not match its checksum': 'チェックサムと一致しません',
  'does not start as a NumPy array does': 'NumPy 配列の先頭の形式と異なります',
  'exports with such an input normalise by themselves': 'この種の入力をもつモデルは自身で正規化',
  'from its rank': '次元の数より',
  'has a header that does not fit its file': 'ヘッダーがファイルと合いません',
  'has a header that is no plain description': 'ヘッダーが単純な記述ではありません',
  'has more than {0} characters in "{1}"': '"{1}" が {0} 文字を超えています',
  'has the type {0}': '型が {0} です',
  'has the unknown version {0}.{1}': 'バージョン {0}.{1} には対応していません',
  'has too many dimensions': '次元が多すぎます',
  'has too many values': '値が多すぎます',
  'has {0} cells where the header has {1}': 'セルが {0} 個ですが、見出し行は {1} 個です',
  'iCloud Drive': 'iCloud Drive',
  'image {0}{1} cannot be understood ({2})': '画像 {0}{1} を解釈できません（{2}）',
  'imported from a file': 'ファイルから取り込み',
  'inputs {0} and outputs {1}': '入力 {0}、出力 {1}',
  'intersection over union of stones, demo cohort': '結石の積集合 / 和集合、デモコホート',
  'is cut short': '途中で切れています',
  'is described differently in the directory and before its data':
    'ディレクトリーとデータの直前とで記述が異なります',
  'is followed by bytes that do not belong to it': '後ろに無関係なバイトが続いています',
  'is longer than its archive states': 'アーカイブに記載された長さより長くなっています',
  'is nested too deeply': '入れ子が深すぎます',
  'is not valid JSON': '正しい JSON ではありません',
  'is shorter than its archive states': 'アーカイブに記載された長さより短くなっています',
  'it answers two different pictures alike': '異なる 2 枚の画像に同じ出力を返します',
  'it became shorter while it was read': '読み取り中に短くなりました',
  'it begins with zeros, as a download does that was broken off':
    '途中で切れたダウンロードのように、先頭にゼロが並んでいます',
  'it claims {0} storages': '{0} 個のストレージがあるとされています',
  'it defines too many operators': '定義された演算子が多すぎます',
  'it describes the storage {0} in two ways': 'ストレージ {0} が 2 通りに記述されています',
  'it does not begin as one does': '先頭の形式が異なります',
  'it does not start as a label map does': 'ラベルマップの先頭の形式と異なります',
  'it ends before its last row': '最後の行の前で終わっています',
  'it has a norm of its tokens, so it is pooled by cls or mean':
    'トークンの正規化があるため、集約は cls または mean です',
  'it has a storage without a name': '名前のないストレージがあります',
  'it has an overlong name': '長すぎる名前があります',
  "it has another version of PyTorch's old format": 'PyTorch の旧形式のバージョンが異なります',
  'it has fields that no ONNX model has': 'ONNX モデルにはないフィールドがあります',
  'it has more than {0} annotations': 'アノテーションが {0} 件を超えています',
  'it has more than {0} arrays': '配列が {0} 個を超えています',
  'it has more than {0} blocks': 'ブロックが {0} 個を超えています',
  'it has more than {0} fields': 'フィールドが {0} 個を超えています',
  'it has more than {0} inputs': '入力が {0} 個を超えています',
  'it has more than {0} parts': '部分が {0} 個を超えています',
  'it has more than {0} tensors': 'テンソルが {0} 個を超えています',
  'it has no block 0': 'ブロック 0 がありません',
  'it has no class token ("{0}{1}"), without which networks are not read by this version':
    'クラストークン（"{0}{1}"）がありません。クラストークンのないネットワークは、このバージョンでは読み取れません',
  'it has no graph': 'グラフがありません',
  'it has no position embedding ({0})': '位置埋め込み（{0}）がありません',
  'it has no tensor "{0}"': 'テンソル "{0}" がありません',
  'it has no tensor "{0}{1}"': 'テンソル "{0}{1}" がありません',
  'it has no tensor {0}': 'テンソル {0} がありません',
  'it has one channel': 'チャンネルが 1 つ',
  'it has the storage {0} twice': 'ストレージ {0} が 2 つあります',
  'it has two graphs': 'グラフが 2 つあります',
  "it has version {0} of PyTorch's format": 'PyTorch の形式のバージョンが {0} です',
  'it has {0} MB; {1} are read': '{0} MB あります（読み取れるのは {1} MB まで）',
  'it has {0} bytes': '{0} バイトあります',
  'it has {0} bytes, and {1} from byte {2} on were to be read':
    '{0} バイトですが、バイト {2} から {1} バイトを読み取るはずでした',
  'it has {0} channels, and its card names {1}':
    'チャンネルが {0} 個ですが、カードには {1} 個と記載されています',
  'it has {0} channels, numbered from 0': 'チャンネルは {0} 個で、0 から番号が付きます',
  'it has {0} scores for masks of the shape [{1}]': '形状 [{1}] のマスクに対してスコアが {0} 個あります',
  'it has {0} values where {1}×{2} need {3}': '値が {0} 個ですが、{1}×{2} には {3} 個必要です',
  'it holds numbers that are not finite': '有限でない数値が含まれています',
  'it holds the class {0}, of which its card does not say what it is':
    'カードに説明のないクラス {0} が含まれています',
  'it holds {0} maps for one picture': '1 枚の画像に対してマップが {0} 枚あります',
  'it is a 7-Zip archive': '7-Zip アーカイブです',
  'it is a GGUF file, as llama.cpp reads': 'llama.cpp 用の GGUF ファイルです',
  'it is a Git LFS pointer, which only names the file with the weights':
    'Git LFS ポインターです（重みのファイルの名前を示すだけのもの）',
  'it is a MessagePack file, as Flax writes': 'Flax の書き出した MessagePack ファイルです',
  'it is a RAR archive': 'RAR アーカイブです',
  'it is a TensorFlow Lite model': 'TensorFlow Lite モデルです',
  'it is a TensorFlow SavedModel': 'TensorFlow SavedModel です',
  'it is a TensorRT engine, compiled for one graphics card':
    '特定のグラフィックスカード用にコンパイルされた TensorRT エンジンです',
  'it is a ZIP archive, and neither a PyTorch file nor one of NumPy arrays':
    'ZIP アーカイブですが、PyTorch のファイルでも NumPy 配列のファイルでもありません',
  'it is a pickle that torch.save did not write': 'torch.save で書き出されたものではない pickle です',
  'it is a single NumPy array': '単一の NumPy 配列です',
  'it is a tar of PyTorch 0.1': 'PyTorch 0.1 の tar です',
  'it is a tar of files': 'ファイルをまとめた tar です',
  'it is a text in JSON: a configuration, or the answer of a server in place of the file':
    'JSON の文字列です（設定、またはファイルの代わりに届いたサーバーの応答）',
  'it is a web page, so the download of the checkpoint failed':
    'ウェブページです（チェックポイントのダウンロードに失敗しています）',
  'it is an HDF5 file, as Keras writes': 'Keras の書き出した HDF5 ファイルです',
  'it is an archive without a PyTorch pickle': 'PyTorch の pickle を含まないアーカイブです',
  'it is compressed with Zstandard': 'Zstandard で圧縮されています',
  'it is compressed with bzip2': 'bzip2 で圧縮されています',
  'it is compressed with gzip': 'gzip で圧縮されています',
  'it is compressed with xz': 'xz で圧縮されています',
  'it is cut short': '途中で切れています',
  'it is empty': '空です',
  'it is larger than 1 MB': '1 MB を超えています',
  'it is larger than 64 MB': '64 MB を超えています',
  'it is missing or locked': '存在しないか、ロックされています',
  'it is none of the formats that are known: safetensors, PyTorch, NumPy .npz and ONNX':
    '対応する形式（safetensors、PyTorch、NumPy .npz、ONNX）のいずれでもありません',
  'it is not JSON': 'JSON ではありません',
  'it is not a file that torch.save writes': 'torch.save の書き出すファイルではありません',
  'it is not made of protobuf fields': 'protobuf のフィールドで構成されていません',
  'it is part of a TensorFlow checkpoint': 'TensorFlow チェックポイントの一部です',
  'it is too short to hold a header': '短すぎてヘッダーが入りません',
  'it keeps weights in {0}, which is no plain name of a file beside it':
    '重みの保存先 {0} が、同じ場所のファイルの単純な名前ではありません',
  'it keeps weights in {0}, which is not a file beside it': '重みの保存先 {0} が、同じ場所にありません',
  'it lacks the list of its storages': 'ストレージの一覧がありません',
  'it names a file outside its folder, {0}': 'フォルダーの外のファイル {0} が指定されています',
  'it names more than {0} categories': 'カテゴリーが {0} 件を超えています',
  'it names more than {0} images': '画像が {0} 枚を超えています',
  'it names no categories': 'カテゴリーの記載がありません',
  'it names no images': '画像の記載がありません',
  'it states more than {0} things': '記載された項目が {0} 個を超えています',
  'it winds across the picture more often than one can see':
    '目で見分けられないほど何度も画像を横切っています',
  'its archive claims {0} bytes or entries': 'アーカイブの示すバイト数または項目数が {0} です',
  'its archive claims {0} entries': 'アーカイブに {0} 個の項目があるとされています',
  'its archive has an entry whose name is not UTF-8': 'アーカイブに、名前が UTF-8 でない項目があります',
  'its archive has an entry with a field that is cut short':
    'アーカイブに、フィールドが途中で切れた項目があります',
  'its archive has an entry with an overlong name': 'アーカイブに、名前が長すぎる項目があります',
  'its archive has no end, so the file is cut short or not an archive':
    'アーカイブの終わりがありません（途中で切れているか、アーカイブではありません）',
  'its archive has two entries named {0}': 'アーカイブに {0} という名前の項目が 2 つあります',
  'its archive holds no pickle': 'アーカイブに pickle がありません',
  'its archive holds several checkpoints, {0} and {1}':
    'アーカイブに複数のチェックポイントがあります（{0} と {1}）',
  'its archive is encrypted': 'アーカイブが暗号化されています',
  'its archive is spread over several volumes': 'アーカイブが複数のボリュームに分かれています',
  'its archive lacks the size of an entry': 'アーカイブに、サイズの記載がない項目があります',
  'its archive lists an entry that is none': 'アーカイブの一覧に、項目でないものがあります',
  'its arrays have {0} bytes together': '配列が合計 {0} バイトあります',
  'its blocks hold tensors that are not understood ({0}, such as {1}), so what they compute is not known':
    'ブロックに解釈できないテンソルがあり（{0} 個、{1} など）、計算の内容が分かりません',
  'its card knows no tensor "{0}"': 'テンソル "{0}" がカードに記載されていません',
  'its card names more than 255 classes, and a mask has at most 255 segments':
    'カードのクラスが 255 個を超えていますが、マスクのセグメントは 255 個までです',
  'its card names no model': 'カードにモデルの記載がありません',
  'its classes cannot be understood': 'クラスを解釈できません',
  'its contents are nested deeper than {0}': '内容の入れ子が {0} 段を超えています',
  'its contents share parts with each other too often': '内容どうしの部分の共有が多すぎます',
  'its counts cannot be read': '数を読み取れません',
  'its encoder gave no embedding': 'エンコーダーから埋め込みが得られませんでした',
  'its features are not finite numbers': '特徴量に有限でない数値があります',
  'its features depend on how they are computed (they differ by {0})':
    '計算方法によって特徴量が変わります（差 {0}）',
  'its file does not say where the colours are': '色の軸の位置がファイルから分かりません',
  'its folder cannot be written to': 'フォルダーに書き込めません',
  'its frames cannot be understood': 'フレームを解釈できません',
  'its graph has more than {0} nodes': 'グラフのノードが {0} 個を超えています',
  'its header claims {0} bytes': 'ヘッダーが {0} バイトあるとされています',
  'its header does not fit the file': 'ヘッダーがファイルと合いません',
  'its header is cut short': 'ヘッダーが途中で切れています',
  'its header is not a JSON object': 'ヘッダーが JSON オブジェクトではありません',
  'its header {0}': 'ヘッダーは{0}',
  'its index has {0} bytes': '索引が {0} バイトあります',
  'its index names no file for tensor {0}': '索引にテンソル {0} のファイルの記載がありません',
  'its index names no tensors': '索引にテンソルの記載がありません',
  'its index names {0} tensors': '索引に {0} 個のテンソルが記載されています',
  'its index names {0}, which is not a file beside it': '索引に記載された {0} が、同じ場所にありません',
  'its index {0}': '索引は{0}',
  'its input takes whole numbers': '入力が整数',
  'its last operation': '最後の演算',
  'its last operation is {0}': '最後の演算が {0}',
  'its last operation makes no probabilities': '最後の演算の出力は確率ではない',
  'its messages are nested too deeply': 'メッセージの入れ子が深すぎます',
  'its metadata are not texts': 'メタデータが文字列ではありません',
  'its names and texts are too long': '名前と文字列が長すぎます',
  'its norm is one of the pooled feature': '正規化が集約後の特徴量のもの',
  'its number of blocks': 'ブロック数',
  'its only norm is one of the pooled feature, so it is pooled by mean-then-norm':
    '正規化が集約後の特徴量のものだけのため、集約は mean-then-norm です',
  'its output has whole numbers': '出力が整数',
  'its parts are not all safetensors, or all PyTorch files':
    'すべての部分が safetensors、またはすべてが PyTorch のファイルでなければなりませんが、混在しています',
  'its patch embedding {0} is [{1}], not one of square patches of three colours':
    'パッチ埋め込み {0} が [{1}] で、3 色の正方形パッチのものではありません',
  'its pickle appends to something that is no list': 'pickle が、リストでないものに追加しています',
  'its pickle calls something that is no class or function':
    'pickle が、クラスでも関数でもないものを呼び出しています',
  'its pickle calls something without a tuple of arguments':
    'pickle が、引数のタプルなしに呼び出しを行っています',
  'its pickle claims {0} bytes in one value': 'pickle の 1 つの値が {0} バイトあるとされています',
  'its pickle closes a container that it did not open': 'pickle が、開いていないコンテナーを閉じています',
  'its pickle has a number that is none': 'pickle に、数値でない数があります',
  'its pickle has a text of negative length': 'pickle に、長さが負の文字列があります',
  'its pickle has a text of {0} bytes': 'pickle に {0} バイトの文字列があります',
  'its pickle has a text that is not UTF-8': 'pickle に、UTF-8 でない文字列があります',
  'its pickle has an integer of negative length': 'pickle に、長さが負の整数があります',
  'its pickle has an integer of {0} bytes': 'pickle に {0} バイトの整数があります',
  'its pickle has an integer that is none': 'pickle に、整数でない整数値があります',
  'its pickle has an operation, 0x{0} at byte {1}, that no checkpoint needs':
    'pickle に、チェックポイントに不要な命令 0x{0} があります（バイト {1}）',
  'its pickle has an overlong line': 'pickle に、長すぎる行があります',
  'its pickle has more than {0} operations': 'pickle の命令が {0} 個を超えています',
  'its pickle has protocol {0}': 'pickle のプロトコルが {0} です',
  'its pickle is cut short': 'pickle が途中で切れています',
  'its pickle makes more than {0} values': 'pickle の作る値が {0} 個を超えています',
  'its pickle names a class by an overlong name': 'pickle が、長すぎる名前でクラスを指定しています',
  'its pickle names a class by no name': 'pickle が、名前でないものでクラスを指定しています',
  'its pickle opens too many containers': 'pickle の開くコンテナーが多すぎます',
  'its pickle points to something that is no storage': 'pickle が、ストレージでないものを指しています',
  'its pickle recalls a value that it did not remember': 'pickle が、記憶していない値を呼び出しています',
  'its pickle remembers a value under no number': 'pickle が、番号なしに値を記憶しています',
  'its pickle remembers a value under {0}': 'pickle が、値を {0} として記憶しています',
  'its pickle sets an entry without a value': 'pickle が、値のない項目を設定しています',
  'its pickle sets entries of something that is no dictionary':
    'pickle が、辞書でないものの項目を設定しています',
  'its pickle stacks more than {0} values': 'pickle の積む値が {0} 個を超えています',
  'its pickle takes a value that is not there': 'pickle が、存在しない値を取り出しています',
  'its position embedding has {0} rows, which is no square of cells beside its tokens':
    '位置埋め込みが {0} 行で、トークンを除いたセルの数が正方形になりません',
  'its registers': 'レジスターの数',
  'its runs are longer than its size': 'ランがサイズより長くなっています',
  'its runs are shorter than its size': 'ランがサイズより短くなっています',
  'its runs do not fit its size': 'ランがサイズと合いません',
  'its size is not a height and a width': 'サイズが高さと幅になっていません',
  'its size is outside what a mask may have': 'サイズがマスクの範囲外です',
  'its size {0}×{1} is outside what a mask may have': 'サイズ {0}×{1} がマスクの範囲外です',
  'its storage {0} has {1} values where its pickle says {2}':
    'ストレージ {0} の値は {1} 個ですが、pickle では {2} 個です',
  'its tensors have {0} bytes together': 'テンソルが合計 {0} バイトあります',
  'its tensors take more than {0} bytes': 'テンソルが {0} バイトを超えています',
  'its values are big-endian': '値がビッグエンディアンです',
  'its values are {0}-endian': '値が {0} エンディアンです',
  'its version is {0}': 'バージョンが {0} です',
  'its weights are not those that its card was written for': '重みが、カードの対象のものと異なります',
  'its weights lie in more than 16 files': '重みが 16 個を超えるファイルに分かれています',
  'its width': '幅',
  'kept for another device': '別のデバイス用に保存されたもの',
  'list of runs': 'ランの一覧',
  'mask model': 'マスクモデル',
  'mean macro-F1 of {0} at {1} cases per class': '{0} の平均マクロ F1（クラスごとに {1} 例）',
  'mean over 111 frames of 111 patients that it has not seen':
    '未知の患者 111 名の未知の 111 フレームでの平均',
  'mean over 40 frames of 40 patients that it has not seen': '未知の患者 40 名の未知の 40 フレームでの平均',
  'names and shapes of its tensors': 'テンソルの名前と形状',
  'names no image': '画像の記載がありません',
  "names of Google's JAX ViT": 'Google の JAX 版 ViT の名前',
  'names of Hugging Face CLIP': 'Hugging Face の CLIP の名前',
  'names of Hugging Face ViT, DeiT, DINOv2 and ViT-MAE': 'Hugging Face の ViT、DeiT、DINOv2、ViT-MAE の名前',
  'names of OpenAI CLIP and OpenCLIP': 'OpenAI CLIP と OpenCLIP の名前',
  'names of timm, DeiT, DINO, DINOv2 and MAE': 'timm、DeiT、DINO、DINOv2、MAE の名前',
  'names something twice in one object': '1 つのオブジェクト内で同じ名前が重複しています',
  'network test': 'ネットワークのテスト',
  'no family fits': '該当する系統がありません',
  'no library that is known writes it like this': 'この形で書き出す既知のライブラリーがありません',
  'no network': 'ネットワークなし',
  'no picture that Lapidary knows': 'Lapidary が対応していない形式のファイル',
  'none of them is a class': 'どれもクラスではありません',
  'none of them is known to hold weights': '重みを含むことが分かっているものがありません',
  'not a list of value:class': '「値:クラス」の一覧ではありません',
  'not a plain file name': '単純なファイル名ではありません',
  'not a tensor': 'テンソルではありません',
  'not known': '不明',
  'nothing says how long the values of its storage {0} are, or they are quantised':
    'ストレージ {0} の値の長さが分からないか、量子化されています',
  'of "{0}{1}" a bias is missing': '"{0}{1}" のバイアスがありません',
  'of a class of its own': '独自のクラスのもの',
  'of the {0} judged with rough masks this one is the best with them ({1})':
    '粗いマスクで評価した {0} 件のうち、これがその条件で最良です（{1}）',
  'of type {0}, which is not read here': '型が {0} で、ここでは読み取れないもの',
  'one of its nodes has too many inputs': '入力の多すぎるノードがあります',
  'one of its points has no usable coordinates': '座標を使用できない点があります',
  'one of its tensors has {0} values': '値が {0} 個のテンソルがあります',
  'one of its tensors is stored turned over and has {0} bytes':
    '転置して保存されたテンソルがあり、{0} バイトあります',
  'overlaps what follows it': '後に続くものと重なっています',
  'preparing the frames': 'フレームを準備中',
  'proposing masks': 'マスクを提案中',
  'rebuilt by a function that is unknown here': 'ここでは未知の関数で復元されるもの',
  'segmentation head': '領域抽出ヘッド',
  'several of them hold weights: {0}': '複数のファイルに重みが含まれています：{0}',
  'so that nothing of a frame is cut off': 'フレームを切り落とさないため',
  'so that nothing of a frame is cut off; its publisher: {0}': 'フレームを切り落とさないため（公開元：{0}）',
  'some of its weights are stored as sparse tensors': '疎なテンソルとして保存された重みがあります',
  'stored as {0}, which is not read here': '{0} として保存され、ここでは読み取れないもの',
  'tensor "{0}" is not F32': 'テンソル "{0}" が F32 ではありません',
  'tensor {0} ends beyond its file': 'テンソル {0} がファイルの終わりを超えています',
  'tensor {0} has a negative size': 'テンソル {0} のサイズが負です',
  'tensor {0} has not the {1} values of its shape': 'テンソル {0} の値の数が、形状の示す {1} 個と合いません',
  'tensor {0} has the packed type {1}, as in a quantised network':
    'テンソル {0} の型が、量子化ネットワークのような詰め込み型 {1} です',
  'tensor {0} has the shape {1}': 'テンソル {0} の形状が {1} です',
  'tensor {0} has the type {1}': 'テンソル {0} の型が {1} です',
  'tensor {0} has the unknown type {1}': 'テンソル {0} の型 {1} は不明です',
  'tensor {0} has type {1}; only F32 and F16 are read here':
    'テンソル {0} の型が {1} です。ここで読み取れるのは F32 と F16 だけです',
  'tensor {0} has values of another type': 'テンソル {0} に別の型の値が含まれています',
  'tensor {0} has {1} bytes where its shape needs {2}':
    'テンソル {0} は {1} バイトですが、形状からは {2} バイト必要です',
  'tensor {0} has {1} bytes where {2} needs {3}':
    'テンソル {0} は {1} バイトですが、{2} には {3} バイト必要です',
  'tensor {0} is in {1} and in {2}': 'テンソル {0} が {1} と {2} の両方にあります',
  'tensor {0} is not described as the format asks': 'テンソル {0} の記述が形式の定めと異なります',
  'tensor {0} is not in its part {1}': 'テンソル {0} が、記載された部分 {1} にありません',
  'tensor {0} lies in two places': 'テンソル {0} が 2 か所にあります',
  'texture of every object of a whole frame, by the mean of its tokens':
    'フレーム全体の各物体のテクスチャ（トークンの平均による）',
  'texture of one object, seen alone through its mask':
    '物体 1 個のテクスチャ（マスクを通してその物体のみを提示）',
  'texture of one object, the rest of the frame painted out':
    '物体 1 個のテクスチャ（フレームの残りを塗りつぶし）',
  'texture of the largest object of a whole frame, no mask given':
    'フレーム全体で最大の物体のテクスチャ（マスクなし）',
  'the activation {0} is not known': '活性化関数 {0} には対応していません',
  'the class token': 'クラストークン',
  'the directory of its archive claims {0} bytes':
    'アーカイブのディレクトリーが {0} バイトあるとされています',
  'the directory of its archive has bytes that belong to no entry':
    'アーカイブのディレクトリーに、どの項目にも属さないバイトがあります',
  'the directory of its archive is cut short': 'アーカイブのディレクトリーが途中で切れています',
  'the directory of its archive is not where its end says':
    'アーカイブのディレクトリーが、終端の示す位置にありません',
  'the directory of its archive is too short for its entries':
    'アーカイブのディレクトリーが項目の数に対して短すぎます',
  'the disk is almost full': 'ディスクの空きがほとんどありません',
  'the disk is full': 'ディスクの空きがありません',
  'the end of its archive points outside the file': 'アーカイブの終端がファイルの外を指しています',
  'the exact GELU, as timm and Hugging Face run these weights':
    '正確な GELU（timm と Hugging Face でのこの重みの扱い）',
  'the gradient of "{0}"': '"{0}" の勾配',
  'the header of array {0} claims {1} bytes': '配列 {0} のヘッダーが {1} バイトあるとされています',
  'the loss': '損失',
  'the mask schema that its classes are of': 'クラスが属するマスクスキーマ',
  'the mean colour where there is one': '平均色（ある場合）',
  'the name of its file': 'ファイルの名前',
  'the name of the file': 'ファイルの名前',
  'the name {0} is too long': '名前 {0} が長すぎます',
  'the outermost': '最も外側',
  'the position embedding has {0}×{1} cells': '位置埋め込みが {0}×{1} セル',
  'the position embedding is one of 518 pixels': '位置埋め込みが 518 ピクセルのもの',
  'the shape of its queries': 'クエリーの形状',
  'the side of its patches': 'パッチの一辺',
  'the temperature is not one': '温度が正しくありません',
  'the tensor {0}, {1}, repeats its values too often': 'テンソル {0}（{1}）は、値の繰り返しが多すぎます',
  'the two end records of its archive contradict each other': 'アーカイブの 2 つの終端記録が食い違っています',
  'the validation loss': '検証損失',
  'the values of a tensor do not fill its shape': 'テンソルの値が形状を満たしません',
  'the values of a tensor end within one of them': 'テンソルの値が途中で終わっています',
  'the values of a tensor lie in too many places': 'テンソルの値が多くの場所に分かれすぎています',
  'the values of {0} are cut short: {1} of {2} bytes are there':
    '{0} の値が途中で切れています：{2} バイトのうち {1} バイトしかありません',
  'the values of {0} are missing': '{0} の値がありません',
  'the values of {0} are scattered over {1} bytes': '{0} の値が {1} バイトにわたって散らばっています',
  'the whole': '全体',
  'the width of its MLPs over its own': '幅に対する MLP の幅の比',
  'the zip64 record of its archive is not one': 'アーカイブの zip64 記録が正しくありません',
  'their length is not that of the grid': '長さが格子と合いません',
  'there are bytes after its last tensor': '最後のテンソルの後にバイトが残っています',
  'there is a hole between its tensors': 'テンソルの間に隙間があります',
  'they are not those of {0}': '{0} のものではありません',
  'they do not start as probabilities do': '先頭の形式が異なります',
  'they lie in several folders': '複数のフォルダーに分かれています',
  'this one answers with the fewest operations': '演算の最も少ないものを採用しました',
  'two categories have the id {0}': 'ID {0} のカテゴリーが 2 つあります',
  'two images have the id {0}': 'ID {0} の画像が 2 つあります',
  'two of its tensors are named {0}': '{0} という名前のテンソルが 2 つあります',
  'two of its tensors overlap': 'テンソルどうしが重なっています',
  'two tensors are called {0}': '{0} という名前のテンソルが 2 つあります',
  'unknown error': '不明なエラー',
  'usual for a width of {0}; the weights do not tell': '幅 {0} での一般的な値（重みからは不明）',
  'usual for {0}': '{0} での一般的な値',
  'version https://git-lfs': 'version https://git-lfs',
  'weights in it are truth values or complex numbers': '真偽値または複素数の重みがあります',
  'weights in it are whole numbers, as in a quantised network':
    '量子化ネットワークのような整数の重みがあります',
  'which number is which class, or background': 'どの番号がどのクラス、または背景か',
  'which of its {0} channels is which class, or background':
    '{0} 個のチャンネルのどれがどのクラス、または背景か',
  'width and height of its input': '入力の幅と高さ',
  'without values (on the meta device)': '値のないもの（meta デバイス上）',
  '{0} .onnx files were brought, and a model is one of them or two':
    '.onnx ファイルが {0} 個ありますが、モデルは 1 個または 2 個からなります',
  '{0} GiB free in the data folder': 'データフォルダーの空き {0} GiB',
  '{0} and what belongs to it have {1} MB, and at most {2} are read.':
    '{0} とその付属ファイルは {1} MB あります。読み取れるのは {2} MB までです。',
  '{0} are within half a point of the best ({1}); of the {2} judged with rough masks this one is the best with them ({3}).':
    '{0} 件が最良（{1}）との差 0.5 ポイント以内です。粗いマスクで評価した {2} 件のうち、これがその条件で最良です（{3}）。',
  '{0} are within half a point of the best ({1}); this one answers with the fewest operations.':
    '{0} 件が最良（{1}）との差 0.5 ポイント以内です。演算の最も少ないものを採用しました。',
  '{0} are worse calibrated than the rule allows.': '{0} 件は、校正が規則の許容範囲より劣ります。',
  '{0} arrays have two-byte values of a type without a name; they are read as bfloat16.':
    '{0} 個の配列に、型名のない 2 バイトの値があります。bfloat16 として読み取ります。',
  '{0} cannot be understood ({1}).': '{0}を解釈できません（{1}）。',
  '{0} cannot train and test at once.': '{0} を学習とテストの両方に使うことはできません。',
  '{0} constants of the graph itself (sizes, axes, scales) were left out.':
    'グラフ自体の定数（サイズ、軸、倍率）{0} 個を除外しました。',
  '{0} frame has a mask of this schema, of {1} patient that may be learned from; training, validation and test need 3 patients, since none may be in two of them.':
    'このスキーマのマスクがあり学習に使えるのは {0} フレーム（患者 {1} 名）です。学習・検証・テストに同じ患者を重複させないため、3 名が必要です。',
  '{0} frame has a mask of this schema, of {1} patients that may be learned from; training, validation and test need 3 patients, since none may be in two of them.':
    'このスキーマのマスクがあり学習に使えるのは {0} フレーム（患者 {1} 名）です。学習・検証・テストに同じ患者を重複させないため、3 名が必要です。',
  '{0} frames have a mask of this schema, of {1} patient that may be learned from; training, validation and test need 3 patients, since none may be in two of them.':
    'このスキーマのマスクがあり学習に使えるのは {0} フレーム（患者 {1} 名）です。学習・検証・テストに同じ患者を重複させないため、3 名が必要です。',
  '{0} frames have a mask of this schema, of {1} patients that may be learned from; training, validation and test need 3 patients, since none may be in two of them.':
    'このスキーマのマスクがあり学習に使えるのは {0} フレーム（患者 {1} 名）です。学習・検証・テストに同じ患者を重複させないため、3 名が必要です。',
  '{0} in its archive cannot be decompressed': 'アーカイブの {0} を展開できません',
  '{0} in its archive claims to grow from {1} to {2} bytes':
    'アーカイブの {0} が、展開すると {1} バイトから {2} バイトになるとされています',
  '{0} in its archive does not match its checksum': 'アーカイブの {0} がチェックサムと一致しません',
  '{0} in its archive has only {1} bytes': 'アーカイブの {0} が {1} バイトしかありません',
  '{0} in its archive has two sizes, {1} and {2}':
    'アーカイブの {0} に 2 通りのサイズ（{1} と {2}）があります',
  '{0} in its archive has {1} bytes': 'アーカイブの {0} が {1} バイトあります',
  '{0} in its archive is compressed by method {1}': 'アーカイブの {0} が方式 {1} で圧縮されています',
  '{0} in its archive is described differently in the directory and before its data':
    'アーカイブの {0} の記述が、ディレクトリーとデータの直前とで異なります',
  '{0} in its archive is followed by bytes that do not belong to it':
    'アーカイブの {0} の後ろに無関係なバイトが続いています',
  '{0} in its archive is longer than its archive states':
    'アーカイブの {0} が、記載された長さより長くなっています',
  '{0} in its archive is shorter than its archive states':
    'アーカイブの {0} が、記載された長さより短くなっています',
  '{0} in its archive overlaps what follows it': 'アーカイブの {0} が、後に続くものと重なっています',
  '{0} is JSON, and no index of a checkpoint': '{0} は JSON ですが、チェックポイントの索引ではありません',
  '{0} is a link to a file outside its folder': '{0} はフォルダーの外のファイルへのリンクです',
  '{0} is no file': '{0} はファイルではありません',
  '{0} is not a regular file': '{0} は通常のファイルではありません',
  '{0} is not among the files': '{0} がファイルの中にありません',
  '{0} is unknown here: nothing of it was run, what it holds was read as data.':
    '{0} はここでは未知のものです。何も実行せず、内容をデータとして読み取りました。',
  '{0} lies outside "{1}"': '{0} は "{1}" の外にあります',
  '{0} more files were not reached.': 'ほかの {0} 個のファイルは処理されませんでした。',
  '{0} more files were refused.': 'ほかの {0} 個のファイルは拒否されました。',
  '{0} of the texts that the file states are too long, and were left out.':
    'ファイルに記載された文字列のうち {0} 個は長すぎるため除外しました。',
  '{0} says {1} {2}, and its tensors have {3}': '{0} では {1} が {2} ですが、テンソルでは {3} です',
  '{0} tensors got back the names that the graph gives their parameters; {1} of them were stored transposed.':
    '{0} 個のテンソルに、グラフ中のパラメーター名を割り当てました。うち {1} 個は転置して保存されていました。',
  '{0} tensors of the parts are not named by the index and were left out.':
    '部分に含まれるテンソルのうち、索引に記載のない {0} 個を除外しました。',
  '{0} times in a row, before a single further epoch': '1 エポックも進まないまま {0} 回続けて',
  '{0} values do not fill its grid': '{0} 個の値では格子が埋まりません',
  '{0} was left out: it is a storage without a shape.': '{0} を除外しました：形状のないストレージです。',
  '{0} was left out: it is one of the containers around it.':
    '{0} を除外しました：それ自身を含むコンテナーの 1 つです。',
  '{0}, as you say': '{0}（ユーザーの指定による）',
  '{0}, by its checksum': '{0}（チェックサムによる）',
  '{0}, by the name of the file alone': '{0}（ファイル名のみによる）',
  '{0}, for want of a sign of another': '{0}（ほかを示すものがないため）',
  '{0}, network {1}…, its weights match its card': '{0}、ネットワーク {1}…、重みはカードと一致',
  '{0}, which lies beside the weights, is not understood: it is larger than 1 MB.':
    '重みと同じ場所の {0} を解釈できません：1 MB を超えています。',
  '{0}, which lies beside the weights, is not understood: it is not JSON.':
    '重みと同じ場所の {0} を解釈できません：JSON ではありません。',
  '{0}, which lies beside the weights, is not understood: no library that is known writes it like this.':
    '重みと同じ場所の {0} を解釈できません：この形で書き出す既知のライブラリーがありません。',
  '{0}, which lies beside the weights, is not understood: the activation {1} is not known.':
    '重みと同じ場所の {0} を解釈できません：活性化関数 {1} には対応していません。',
  '{0}: {1} is more than the {2} that are read': '{0}：{1} は、読み取れる上限 {2} を超えています',
  '{0}; its own estimate of its mask is shown as confidence.':
    '{0}。マスクについてのモデル自身の推定値を信頼度として表示します。',
  '{0}{1} frames of this study came from a file of this name.':
    'この検査の {0}{1} 個のフレームが、この名前のファイルから取り込まれています。',
  '{0}{1} more files were refused or not reached.':
    'ほかの {0}{1} 個のファイルは拒否されたか、処理されませんでした。',
  '“{0}” cannot be removed: 1 adapter rests on it.':
    '「{0}」は削除できません。これに基づくアダプターが 1 件あります。',
  '“{0}” cannot be removed: 1 unfinished tuning run rests on it.':
    '「{0}」は削除できません。これに基づく未完了のチューニングが 1 件あります。',
  '“{0}” cannot be removed: {1} adapters rest on it.':
    '「{0}」は削除できません。これに基づくアダプターが {1} 件あります。',
  '“{0}” cannot be removed: {1} unfinished tuning runs rest on it.':
    '「{0}」は削除できません。これに基づく未完了のチューニングが {1} 件あります。',
};
