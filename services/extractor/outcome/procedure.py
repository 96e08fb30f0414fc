"""Forms by which a court decides about the proceedings: appeals, retrials, and first-instance rulings
(行政诉讼法解释第101条 lists what a ruling may say)."""

from __future__ import annotations

from services.extractor.outcome.form import (
    COURT,
    IN_CLAUSE,
    IN_SENTENCE,
    Form,
    by_stage,
    form,
    in_rulings,
    nothing_ordered,
)
from services.vocabulary import OutcomeClass as C

PROCEDURE: tuple[Form, ...] = (
    # --- rulings that own the whole sentence -----------------------------------------------------
    # 先予执行：被告江州区社会保险局于…支付… (no payment judgment)
    in_rulings(
        "advance", rf"先予执行{IN_SENTENCE}*|先行(?:给付|支付){IN_SENTENCE}*", (C.ADVANCE_EXEC,)
    ),
    # （2023）…号行政判决书中“2022年”补正为“2023年”
    in_rulings(
        "correction",
        rf"(?:补正|更正|改正)为{IN_SENTENCE}*|特此[补更]正|笔误{IN_SENTENCE}*",
        (C.CORRECT,),
    ),
    # --- appeal and retrial ------------------------------------------------------------------------
    # 驳回再审申请人的其他再审请求: the rest of what is reviewed stands
    form(
        "rest_of_review_refused",
        rf"驳回{IN_CLAUSE}{{0,120}}?其[他它余](?:的)?再审(?:请求|申请)(?!人)",
        (C.AFFIRM,),
    ),
    # 驳回江州市人民政府的再审申请 | 驳回再审申请人张某某、李某某的再审申请 | 驳回…的申诉
    form(
        "retrial_rejected",
        rf"驳回了?{IN_SENTENCE}{{0,300}}?(?:再审申请(?!人)|申诉(?!人))",
        (C.RETRIAL_REJECT,),
    ),
    # 准许再审申请人撤回再审申请 | 终结再审程序 | 终结对…再审申请的审查: what was effective stays so
    form(
        "retrial_ended",
        rf"(?:准许|准予|同意|按){IN_SENTENCE}{{0,160}}?撤回(?:其)?(?:的)?再审申请(?!人)(?:处理)?"
        rf"|终结{IN_CLAUSE}{{0,80}}?再审{IN_CLAUSE}*|再审{IN_CLAUSE}{{0,20}}?终结",
        (C.RETRIAL_TERMINATE,),
    ),
    # 再审期间，中止原判决的执行: goes with the order and decides nothing more
    nothing_ordered(
        "retrial_stay",
        rf"(?:再审期间)?[，,]?中止(?:对)?{IN_CLAUSE}{{0,60}}?(?:判决|裁定|原判){IN_CLAUSE}{{0,10}}执行",
    ),
    # 本案由本院提审 | 指令江州市中级人民法院再审本案
    form(
        "retrial_ordered",
        rf"(?:指令|指定|由|决定){COURT}{IN_CLAUSE}{{0,16}}?(?:再审|提审)"
        rf"|(?:本案)?(?:由|决定由)?本院{IN_CLAUSE}{{0,8}}?(?:提审|再审)(?!期间)|提审本案",
        (C.RETRIAL_ORDER,),
    ),
    # 驳回上诉，维持原判 | 驳回上诉维持原裁定 | 驳回甲公司的上诉请求 | 驳回复议申请，维持原裁定
    form(
        "affirmed",
        rf"驳回(?:(?!诉讼请求|起诉){IN_SENTENCE}){{0,120}}?"
        rf"(?:(?<!被)上诉(?!人)(?:请求)?|(?<!行政)复议申请(?!人))"
        rf"(?:[，,、]?维持(?:原裁定|原判决?|{IN_CLAUSE}{{0,80}}?(?:判决|裁定)))?",
        (C.AFFIRM,),
    ),
    # 准许上诉人江州区人民政府撤回上诉 | 本案按上诉人某局自动撤回上诉处理 | 上诉按自动撤回处理
    form(
        "appeal_withdrawn",
        rf"(?<!不)(?<!不予)(?:准许|准予|同意){IN_SENTENCE}{{0,160}}?撤回(?:其|对)?{IN_CLAUSE}{{0,60}}?上诉(?!人)",
        (C.APPEAL_WITHDRAW,),
    ),
    form(
        "appeal_deemed_withdrawn",
        rf"(?:按|视为){IN_CLAUSE}{{0,80}}?(?:自动)?撤回(?:其)?上诉(?!人)(?:处理)?"
        rf"|上诉(?!人){IN_CLAUSE}{{0,10}}?按(?:自动)?撤{IN_CLAUSE}{{0,8}}?处理",
        (C.APPEAL_DEEMED_WITHDRAW,),
    ),
    # 发回江州县人民法院重审 | 本案发回某法院重新审理
    form(
        "remanded",
        rf"发回{IN_CLAUSE}{{0,60}}?(?:重审|重新审理|重新审判|再审|审理|审判)",
        by_stage(C.REMAND, retrial=C.RETRIAL_REMAND),
    ),
    # 本案由江州区人民法院立案受理 | 指令江州区人民法院继续审理
    form(
        "accept_ordered",
        rf"(?:指令|由|责令){COURT}{IN_CLAUSE}{{0,12}}?(?:立案|受理)",
        (C.ORDER_ACCEPT,),
    ),
    form(
        "continue_ordered",
        rf"指令{COURT}{IN_CLAUSE}{{0,12}}?(?:审理|审查)|由{COURT}{IN_CLAUSE}{{0,8}}?继续审理",
        (C.ORDER_CONTINUE,),
    ),
    # --- first-instance rulings ----------------------------------------------------------------------
    # 对李某的起诉，本院不予立案
    in_rulings(
        "not_accepted",
        rf"(?:(?:对|诉){IN_CLAUSE}{{2,80}}?的?起诉[，,]?(?:本院)?(?:依法)?)?不予(?:立案|受理)",
        (C.NOT_ACCEPT,),
    ),
    # 驳回被告江州县人民政府对本案管辖权提出的异议 | 管辖权异议成立
    in_rulings(
        "objection_rejected",
        rf"驳回{IN_SENTENCE}{{0,200}}?异议(?:申请)?(?=[，。；;]|$)",
        (C.JURIS_OBJ_REJECT,),
    ),
    in_rulings(
        "objection_upheld",
        rf"管辖权?{IN_CLAUSE}{{0,16}}异议(?:申请)?{IN_CLAUSE}{{0,8}}?(?:成立|予以支持)",
        (C.JURIS_OBJ_UPHOLD,),
    ),
    # 不准许原告撤回起诉 | 准许原告某公司撤诉 | 准许申请执行人撤回强制执行申请 | 本案按撤诉处理
    form(
        "withdrawal_denied",
        rf"不(?:予)?(?:准许|准予|准|同意){IN_SENTENCE}{{0,200}}?(?:撤回|撤诉){IN_CLAUSE}*",
        (C.WITHDRAW_DENY,),
    ),
    # 对被告…的起诉继续审理: what is left of the case goes on
    nothing_ordered("goes_on", rf"(?:诉讼|起诉|本案|部分){IN_CLAUSE}{{0,6}}?继续审理"),
    form(
        "withdrawal_allowed",
        rf"(?:准许|准予|同意){IN_SENTENCE}{{0,200}}?(?:撤回{IN_CLAUSE}{{0,80}}?(?:起诉|诉讼|申请|请求)|撤诉)",
        (C.WITHDRAW_ALLOW,),
    ),
    # 原告周某甲对被告江州市人民政府的起诉按撤诉处理: those sued belong to the form
    form(
        "deemed_withdrawn",
        rf"(?:(?:对|诉|针对){IN_CLAUSE}{{2,80}}?的?(?:起诉|诉讼|部分)[，,]?(?:本院)?(?:依法)?)?"
        rf"(?:按|视为){IN_CLAUSE}{{0,80}}?(?:撤诉|撤回起诉|撤回{IN_CLAUSE}{{0,8}}申请){IN_CLAUSE}{{0,6}}?处理",
        by_stage(C.DEEMED_WITHDRAW, second=C.APPEAL_DEEMED_WITHDRAW),
    ),
    # 终结原告周某甲对被告江州市人民政府的诉讼 | 终结…诉…行政复议一案的审理 | 对被告…的诉讼终结
    form(
        "terminated_against",
        rf"终结(?:(?:原告|起诉人|上诉人)[^，。；;的]{{0,40}}?(?:对|诉|与)|对(?=被告)){IN_CLAUSE}{{2,80}}?(?:诉讼|起诉|审理)"
        rf"|对被告{IN_CLAUSE}{{2,60}}?的?(?:诉讼|审理)(?:程序)?(?:予以)?终结",
        (C.TERMINATE,),
    ),
    in_rulings(
        "terminated",
        r"终结(?:本案|本次)?(?:的)?(?:诉讼|审理|审查|执行)|(?:诉讼|审理|审查)(?:程序)?终结",
        (C.TERMINATE,),
    ),
    in_rulings(
        "suspended", r"中止(?:对)?(?:本案)?(?:的)?(?:诉讼|审理|审查)|(?:诉讼|审理)中止", (C.SUSPEND,)
    ),
    in_rulings(
        "transferred",
        rf"(?:移送|移交|指定){IN_CLAUSE}{{0,12}}?{COURT}{IN_CLAUSE}{{0,12}}"
        rf"|由{COURT}{IN_CLAUSE}{{0,4}}?(?:管辖|审理)|由本院(?:管辖|审理)",
        (C.TRANSFER,),
    ),
    in_rulings("ordinary_procedure", rf"转{IN_CLAUSE}{{0,8}}?普通程序(?:审理)?", (C.CONVERT_ORDINARY,)),
    # 驳回原告停止执行的申请 | 不停止执行; then 停止执行被告作出的《责令限期拆除决定书》
    in_rulings(
        "stay_denied",
        rf"驳回{IN_SENTENCE}{{0,200}}?(?:停止|暂缓|暂停|中止){IN_SENTENCE}{{0,80}}?执行{IN_SENTENCE}{{0,60}}?(?:申请|请求)"
        rf"|不(?:予|准|准许|准予)?(?:停止|暂缓){IN_CLAUSE}*执行{IN_CLAUSE}*",
        (C.STAY_DENY,),
    ),
    in_rulings(
        "stayed",
        rf"(?:停止|暂缓|暂停|中止)(?:对)?{IN_CLAUSE}{{0,100}}?执行{IN_CLAUSE}*",
        (C.STAY_EXEC,),
    ),
    # 不准予强制执行… | 驳回某局的强制执行申请 | 对…处罚决定，准予强制执行 | 准予执行…
    in_rulings(
        "execution_denied",
        rf"不(?:予)?(?:准予|准许|准){IN_CLAUSE}{{0,100}}?执行(?!人)|不予(?:强制)?执行"
        rf"|驳回{IN_SENTENCE}{{0,200}}?执行(?:的)?(?:申请|请求)(?!人)",
        (C.NONLIT_DENY,),
    ),
    in_rulings(
        "execution_allowed",
        r"(?:准予|准许)(?:(?:(?!停止|暂缓|中止)[^，。；;]){0,20}?执行(?!人)|[^。；;]{0,200}?强制执行)",
        (C.NONLIT_ALLOW,),
    ),
    # 由申请执行人江州区自然资源局组织实施: where nothing else is said, execution is allowed that way
    in_rulings(
        "execution_entrusted", rf"由{IN_CLAUSE}{{0,60}}?组织实施{IN_SENTENCE}*", (C.NONLIT_ALLOW,)
    ),
    in_rulings("preserved", rf"(?<!解除)(?:查封|扣押|冻结|保全){IN_SENTENCE}*", (C.PRESERVE,)),
)
