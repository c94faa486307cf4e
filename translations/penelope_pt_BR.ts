<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_BR" sourcelanguage="en">
<context>
    <name>Beside</name>
    <message>
        <source>agrees</source>
        <translation>concorda</translation>
    </message>
    <message>
        <source>DIFFERS</source>
        <translation>DIFERE</translation>
    </message>
    <message>
        <source>NO DATA</source>
        <translation>SEM DADOS</translation>
    </message>
    <message>
        <source>Replay: Prometheus is not asked</source>
        <translation>Reprodução: o Prometheus não é consultado</translation>
    </message>
    <message>
        <source>Offline file: Prometheus is not asked</source>
        <translation>Arquivo offline: o Prometheus não é consultado</translation>
    </message>
    <message>
        <source>Prometheus is asked by the process that writes this journal</source>
        <translation>O Prometheus é consultado pelo processo que escreve este diário</translation>
    </message>
    <message>
        <source>No Prometheus configured: the score is counted from the journal, canaries cannot be judged</source>
        <translation>Nenhum Prometheus configurado: a pontuação é contada a partir do diário, canários não podem ser julgados</translation>
    </message>
    <message>
        <source>%1 %2 since %3</source>
        <extracomment>%1 a source, %2 &quot;STALE&quot; or &quot;LOST&quot;, %3 a time, %4 an error in its own words</extracomment>
        <translation>%1 %2 desde %3</translation>
    </message>
    <message>
        <source>%1 %2 since %3: %4</source>
        <translation>%1 %2 desde %3: %4</translation>
    </message>
    <message>
        <source>%1, not compared: %2</source>
        <extracomment>%1 a source, %2 an error in its own words</extracomment>
        <translation>%1, sem comparação: %2</translation>
    </message>
    <message>
        <source>%1 every %2</source>
        <translation>%1 a cada %2</translation>
    </message>
    <message>
        <source>last %1 ms</source>
        <translation>última %1 ms</translation>
    </message>
    <message>
        <source>next in %1</source>
        <translation>próxima em %1</translation>
    </message>
    <message>
        <source>Prometheus has samples since %1 only, so both are counted from there</source>
        <extracomment>%1 is a time</extracomment>
        <translation>O Prometheus só tem amostras desde %1, por isso ambos são contados a partir daí</translation>
    </message>
    <message numerus="yes">
        <source>Prometheus adds up %n core(s), the journal is of one</source>
        <translation>
            <numerusform>O Prometheus soma %n núcleo, o diário é de um só</numerusform>
            <numerusform>O Prometheus soma %n núcleos, o diário é de um só</numerusform>
        </translation>
    </message>
    <message>
        <source>not asked</source>
        <translation>não consultado</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>aguardando</translation>
    </message>
    <message>
        <source>Prometheus has not answered yet</source>
        <translation>O Prometheus ainda não respondeu</translation>
    </message>
    <message>
        <source>Journal %1, Prometheus %2, %3 ago</source>
        <extracomment>%1 and %2 are measured values such as &quot;61 %&quot;, %3 an age</extracomment>
        <translation>Diário %1, Prometheus %2, há %3</translation>
    </message>
    <message>
        <source>Journal %1, Prometheus %2: they agree</source>
        <extracomment>%1 and %2 are measured values such as &quot;61 %&quot;</extracomment>
        <translation>Diário %1, Prometheus %2: concordam</translation>
    </message>
    <message>
        <source>Neither side has anything to count</source>
        <translation>Nenhum dos lados tem o que contar</translation>
    </message>
    <message>
        <source>Journal %1, Prometheus %2: they differ</source>
        <translation>Diário %1, Prometheus %2: diferem</translation>
    </message>
    <message>
        <source>Journal %1, Prometheus has no series for it</source>
        <translation>Diário %1, o Prometheus não tem série para isso</translation>
    </message>
    <message>
        <source>The newest round failed: %1</source>
        <extracomment>%1 is an error in its own words</extracomment>
        <translation>A última consulta falhou: %1</translation>
    </message>
    <message>
        <source>Prometheus has not answered yet.</source>
        <translation>O Prometheus ainda não respondeu.</translation>
    </message>
    <message>
        <source>Samples from %1 to %2, the newest %3 old</source>
        <extracomment>%1 and %2 are times, %3 an age</extracomment>
        <translation>Amostras de %1 a %2, a mais nova há %3</translation>
    </message>
    <message>
        <source>The raw series could not be read</source>
        <translation>As séries brutas não puderam ser lidas</translation>
    </message>
    <message>
        <source>Prometheus gave no series for this principle</source>
        <translation>O Prometheus não deu nenhuma série para este princípio</translation>
    </message>
    <message numerus="yes">
        <source>%n series are left out</source>
        <translation>
            <numerusform>%n série ficou de fora</numerusform>
            <numerusform>%n séries ficaram de fora</numerusform>
        </translation>
    </message>
    <message>
        <source>Demonstration: Prometheus is not asked</source>
        <translation>Demonstração: o Prometheus não é consultado</translation>
    </message>
</context>
<context>
    <name>BreakerFilterWords</name>
    <message>
        <source>unknown field</source>
        <translation>campo desconhecido</translation>
    </message>
    <message>
        <source>a value is missing</source>
        <translation>falta um valor</translation>
    </message>
    <message>
        <source>one of %1</source>
        <extracomment>%1 is a list of words that are understood</extracomment>
        <translation>um de %1</translation>
    </message>
</context>
<context>
    <name>BulkWords</name>
    <message>
        <source>Only what waits can be marked.</source>
        <translation>Só o que espera pode ser marcado.</translation>
    </message>
    <message>
        <source>Risk %1 is decided by itself: only below %2 may be marked.</source>
        <extracomment>%1 and %2 are risks</extracomment>
        <translation>Risco %1 se decide sozinho: só abaixo de %2 pode ser marcado.</translation>
    </message>
    <message>
        <source>A change of level %1 is decided by itself.</source>
        <translation>Uma mudança de nível %1 se decide sozinha.</translation>
    </message>
    <message>
        <source>It needs a reason or a second person, so it is decided by itself.</source>
        <translation>Precisa de um motivo ou de uma segunda pessoa; por isso se decide sozinho.</translation>
    </message>
    <message>
        <source>%1 for %2: %3, +%4 %5, risk %6</source>
        <extracomment>%1 the id of a patch, %2 a service, %3 its intent, %4 and %5 lines added and removed, %6 a risk</extracomment>
        <translation>%1 para %2: %3, +%4 %5, risco %6</translation>
    </message>
    <message numerus="yes">
        <source>Look at its diff first (key 2): %1 of %n hunks seen.</source>
        <translation>
            <numerusform>Veja primeiro o diff (tecla 2): %1 de %n trecho visto.</numerusform>
            <numerusform>Veja primeiro o diff (tecla 2): %1 de %n trechos vistos.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Bundler</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>e mais %n</numerusform>
            <numerusform>e mais %n</numerusform>
        </translation>
    </message>
    <message>
        <source>New: %1</source>
        <extracomment>%1 lists counts such as &quot;1 P0, 3 P1&quot;</extracomment>
        <translation>Novo: %1</translation>
    </message>
</context>
<context>
    <name>CalmWords</name>
    <message>
        <source>No source is connected: silence proves nothing.</source>
        <translation>Nenhuma fonte conectada: o silêncio não prova nada.</translation>
    </message>
    <message>
        <source>The feed is live.</source>
        <translation>A alimentação está ao vivo.</translation>
    </message>
    <message>
        <source>Not heard lately: %1.</source>
        <extracomment>%1 is a list of sources</extracomment>
        <translation>Sem notícias recentes: %1.</translation>
    </message>
    <message>
        <source>No service is registered</source>
        <translation>Nenhum serviço registrado</translation>
    </message>
    <message>
        <source>%1 of %2 not closed</source>
        <translation>%1 de %2 não fechados</translation>
    </message>
    <message numerus="yes">
        <source>All %n closed, none ever opened</source>
        <translation>
            <numerusform>O único fechado, nunca aberto</numerusform>
            <numerusform>Todos os %n fechados, nenhum jamais aberto</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n closed for %1</source>
        <translation>
            <numerusform>O único fechado há %1</numerusform>
            <numerusform>Todos os %n fechados há %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n em curso</numerusform>
            <numerusform>%n em curso</numerusform>
        </translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Nenhum ainda</translation>
    </message>
    <message>
        <source>None running, last %1</source>
        <translation>Nenhum em curso, último %1</translation>
    </message>
    <message>
        <source>Now, until %1</source>
        <translation>Agora, até %1</translation>
    </message>
    <message>
        <source>In %1</source>
        <translation>Em %1</translation>
    </message>
    <message>
        <source>None is kept</source>
        <translation>Nenhum é guardado</translation>
    </message>
    <message>
        <source>Nothing has been decided yet.</source>
        <translation>Nada foi decidido ainda.</translation>
    </message>
    <message>
        <source>Last decision %1 by %2: %3, %4.</source>
        <extracomment>%1 a time, %2 who, %3 a service, %4 what was decided</extracomment>
        <translation>Última decisão %1 por %2: %3, %4.</translation>
    </message>
    <message>
        <source>Breakers</source>
        <translation>Disjuntores</translation>
    </message>
    <message>
        <source>Canaries</source>
        <translation>Canários</translation>
    </message>
    <message>
        <source>Rest day</source>
        <translation>Dia de descanso</translation>
    </message>
    <message>
        <source>Nothing measured in 24 h</source>
        <translation>Nada medido em 24 h</translation>
    </message>
    <message>
        <source>%1, everything measured</source>
        <translation>%1, tudo medido</translation>
    </message>
    <message>
        <source>%1, between %2 and %3</source>
        <extracomment>a score, and the lowest and highest that it can be</extracomment>
        <translation>%1, entre %2 e %3</translation>
    </message>
    <message>
        <source>Compliance</source>
        <translation>Conformidade</translation>
    </message>
</context>
<context>
    <name>ComplianceScore</name>
    <message>
        <source>waits when it should</source>
        <translation>espera quando deve</translation>
    </message>
    <message>
        <source>small patches</source>
        <translation>patches pequenos</translation>
    </message>
    <message>
        <source>asks for help</source>
        <translation>pede ajuda</translation>
    </message>
    <message>
        <source>breakers respected</source>
        <translation>disjuntores respeitados</translation>
    </message>
    <message>
        <source>patches help</source>
        <translation>os patches ajudam</translation>
    </message>
    <message>
        <source>keeps the rest day</source>
        <translation>guarda o dia de descanso</translation>
    </message>
    <message>
        <source>tells the truth</source>
        <translation>diz a verdade</translation>
    </message>
    <message>
        <source>full marks from 80 %</source>
        <translation>máximo desde 80 %</translation>
    </message>
    <message>
        <source>full marks up to 5 lines</source>
        <translation>máximo até 5 linhas</translation>
    </message>
    <message>
        <source>full marks from 10 to 20 %</source>
        <translation>máximo de 10 a 20 %</translation>
    </message>
    <message>
        <source>full marks with none open</source>
        <translation>máximo sem abertos</translation>
    </message>
    <message>
        <source>full marks at 100 %</source>
        <translation>máximo em 100 %</translation>
    </message>
    <message>
        <source>nothing to count</source>
        <translation>nada a contar</translation>
    </message>
    <message>
        <source>observe %1 of %2</source>
        <translation>observa %1 de %2</translation>
    </message>
    <message>
        <source>mean %1 lines</source>
        <translation>média de %1 linhas</translation>
    </message>
    <message>
        <source>escalate %1 of %2</source>
        <translation>escalona %1 de %2</translation>
    </message>
    <message>
        <source>%1 of %2 open</source>
        <translation>%1 de %2 abertos</translation>
    </message>
    <message>
        <source>%1 of %2 succeeded</source>
        <translation>%1 de %2 com êxito</translation>
    </message>
    <message>
        <source>%1 of %2 respected</source>
        <translation>%1 de %2 respeitados</translation>
    </message>
    <message>
        <source>%1 of %2 verify</source>
        <translation>%1 de %2 conferem</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>UNMEASURED</source>
        <translation>NÃO MEDIDO</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>fair</source>
        <translation>regular</translation>
    </message>
    <message>
        <source>LOW</source>
        <translation>BAIXO</translation>
    </message>
    <message>
        <source>%1 of %2 measurable points</source>
        <translation>%1 de %2 pontos mensuráveis</translation>
    </message>
    <message>
        <source>Every principle is measured.</source>
        <translation>Todos os princípios estão medidos.</translation>
    </message>
    <message>
        <source>%1 points are unmeasured, so the score is between %2 and %3</source>
        <translation>%1 pontos não estão medidos: a pontuação está entre %2 e %3</translation>
    </message>
    <message>
        <source>Nothing was decided in this window, so there is no score.</source>
        <translation>Nada foi decidido nesta janela: não há pontuação.</translation>
    </message>
</context>
<context>
    <name>Composition</name>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message numerus="yes">
        <source>%n not taken</source>
        <translation>
            <numerusform>%n não aceita</numerusform>
            <numerusform>%n não aceitas</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CoreSentences</name>
    <message>
        <source>the step used up its time without a verdict: %1</source>
        <translation>a etapa esgotou seu tempo sem veredito: %1</translation>
    </message>
    <message>
        <source>the promotion waits for a person</source>
        <translation>a promoção espera por uma pessoa</translation>
    </message>
    <message>
        <source>the rollback waits for a person: %1</source>
        <translation>a reversão espera por uma pessoa: %1</translation>
    </message>
    <message>
        <source>%1 is worse on the canary than on stable: the evidence is %2 to 1, %3 to 1 is needed (failures on the canary: %4)</source>
        <translation>%1 está pior no canário do que na versão estável: a evidência é de %2 para 1, é preciso %3 para 1 (falhas no canário: %4)</translation>
    </message>
    <message>
        <source>%1 is over its limit of %2 % on the canary: the evidence is %3 to 1, %4 to 1 is needed (failures: %5)</source>
        <translation>%1 está acima do limite de %2 % no canário: a evidência é de %3 para 1, é preciso %4 para 1 (falhas: %5)</translation>
    </message>
    <message>
        <source>too few requests to say</source>
        <translation>requisições de menos para dizer</translation>
    </message>
    <message>
        <source>stable itself is in trouble: %1 is over its limit there too</source>
        <translation>a própria versão estável está com problemas: %1 também está acima do limite nela</translation>
    </message>
    <message>
        <source>the canary restarted %1 times in this step</source>
        <translation>o canário reiniciou %1 vezes nesta etapa</translation>
    </message>
    <message>
        <source>no usable evidence for %1 s (%2)</source>
        <translation>nenhuma evidência utilizável há %1 s (%2)</translation>
    </message>
    <message>
        <source>%1 is clearly over its limit, but not proven to be worse than that</source>
        <translation>%1 está claramente acima do limite, mas não está provado que seja pior que isso</translation>
    </message>
    <message>
        <source>%1 gives reason to wait</source>
        <translation>%1 dá motivo para esperar</translation>
    </message>
    <message>
        <source>the canary&apos;s share of the traffic is not the one that was set</source>
        <translation>a parcela do tráfego do canário não é a que foi definida</translation>
    </message>
    <message>
        <source>%1 is not certain yet: %2 more requests without a failure would be needed</source>
        <translation>%1 ainda não é certo: seriam necessárias mais %2 requisições sem falha</translation>
    </message>
    <message>
        <source>%1 cannot be certified: its buckets have no fitting edge</source>
        <translation>%1 não pode ser certificado: seus intervalos não têm uma borda adequada</translation>
    </message>
    <message>
        <source>the step waits for its block of intervals to close</source>
        <translation>a etapa espera que seu bloco de intervalos se feche</translation>
    </message>
    <message>
        <source>the canary sent no metrics for %1 s while stable did</source>
        <translation>o canário não enviou métricas por %1 s enquanto a versão estável enviou</translation>
    </message>
    <message>
        <source>%1 is %2 on the canary, %3 on stable, the limit is %4</source>
        <translation>%1 é %2 no canário, %3 na versão estável, o limite é %4</translation>
    </message>
    <message>
        <source>the score is %1 of 100 (pass %2, marginal %3)</source>
        <translation>a pontuação é %1 de 100 (aprovação %2, marginal %3)</translation>
    </message>
    <message>
        <source>aborted by an operator</source>
        <translation>abortado por um operador</translation>
    </message>
    <message>
        <source>incomplete evidence: %1</source>
        <translation>evidência incompleta: %1</translation>
    </message>
    <message>
        <source>the router has %1 %, not %2 %</source>
        <translation>o roteador tem %1 %, não %2 %</translation>
    </message>
    <message>
        <source>of %1 requests the canary got %2 %, not %3 %</source>
        <translation>de %1 requisições o canário recebeu %2 %, não %3 %</translation>
    </message>
    <message>
        <source>the router keeps %1 % on the canary</source>
        <translation>o roteador mantém %1 % no canário</translation>
    </message>
    <message>
        <source>start_canary exited %1: %2</source>
        <translation>start_canary saiu com %1: %2</translation>
    </message>
    <message>
        <source>stop_canary exited %1: %2</source>
        <translation>stop_canary saiu com %1: %2</translation>
    </message>
    <message>
        <source>promote exited %1: %2</source>
        <translation>promote saiu com %1: %2</translation>
    </message>
    <message>
        <source>the canary is not ready: %1</source>
        <translation>o canário não está pronto: %1</translation>
    </message>
    <message>
        <source>stable is not ready: %1</source>
        <translation>a versão estável não está pronta: %1</translation>
    </message>
    <message>
        <source>not ready after %1 s: %2</source>
        <translation>não está pronto após %1 s: %2</translation>
    </message>
    <message>
        <source>no answer within %1 s</source>
        <translation>sem resposta em %1 s</translation>
    </message>
    <message>
        <source>no answer: %1</source>
        <translation>sem resposta: %1</translation>
    </message>
    <message>
        <source>health was lost for %1 s</source>
        <translation>a saúde foi perdida por %1 s</translation>
    </message>
    <message>
        <source>health is lost</source>
        <translation>a saúde está perdida</translation>
    </message>
    <message>
        <source>the error rate is %1, over %2</source>
        <translation>a taxa de erro é %1, acima de %2</translation>
    </message>
    <message>
        <source>the error rate stayed at %1</source>
        <translation>a taxa de erro ficou em %1</translation>
    </message>
    <message>
        <source>too little was measured to end the watch</source>
        <translation>foi medido pouco demais para encerrar a observação</translation>
    </message>
    <message>
        <source>watched until %1</source>
        <translation>observado até %1</translation>
    </message>
    <message>
        <source>the probe, patch %1, succeeded</source>
        <translation>a sonda, patch %1, teve sucesso</translation>
    </message>
    <message>
        <source>somebody else committed to the branch meanwhile</source>
        <translation>entretanto outra pessoa fez commit no ramo</translation>
    </message>
    <message>
        <source>the anomaly is over</source>
        <translation>a anomalia terminou</translation>
    </message>
    <message>
        <source>answers</source>
        <translation>responde</translation>
    </message>
    <message>
        <source>the next answer is overdue</source>
        <translation>a próxima resposta está atrasada</translation>
    </message>
    <message>
        <source>no answer yet</source>
        <translation>sem resposta ainda</translation>
    </message>
    <message>
        <source>a metric of the canary went past its critical limit</source>
        <translation>uma métrica do canário passou de seu limite crítico</translation>
    </message>
    <message>
        <source>the evidence says that the canary is worse than the stable version</source>
        <translation>a evidência diz que o canário está pior que a versão estável</translation>
    </message>
    <message>
        <source>the canary failed more than its limit allows</source>
        <translation>o canário falhou mais do que seu limite permite</translation>
    </message>
    <message>
        <source>the canary stopped sending data</source>
        <translation>o canário parou de enviar dados</translation>
    </message>
    <message>
        <source>the router does not answer</source>
        <translation>o roteador não responde</translation>
    </message>
    <message>
        <source>the canary could not be started</source>
        <translation>o canário não pôde ser iniciado</translation>
    </message>
    <message>
        <source>the promotion failed</source>
        <translation>a promoção falhou</translation>
    </message>
    <message>
        <source>the service got worse after the promotion</source>
        <translation>o serviço piorou depois da promoção</translation>
    </message>
    <message>
        <source>a person aborted it</source>
        <translation>uma pessoa abortou</translation>
    </message>
    <message>
        <source>a person cancelled it</source>
        <translation>uma pessoa cancelou</translation>
    </message>
    <message>
        <source>both versions were in trouble, so nothing could be compared</source>
        <translation>ambas as versões estavam com problemas, então nada pôde ser comparado</translation>
    </message>
    <message>
        <source>there is no sandbox</source>
        <translation>não há sandbox</translation>
    </message>
    <message>
        <source>the service has no test command</source>
        <translation>o serviço não tem comando de teste</translation>
    </message>
    <message>
        <source>git log, last 24 h</source>
        <translation>git log, últimas 24 h</translation>
    </message>
    <message>
        <source>registration</source>
        <translation>registro</translation>
    </message>
    <message>
        <source>registration; %1 does not name the service</source>
        <translation>registro; %1 não cita o serviço</translation>
    </message>
    <message>
        <source>registration and %1</source>
        <translation>registro e %1</translation>
    </message>
    <message>
        <source>%1 functions in %2 files of %3</source>
        <translation>%1 funções em %2 arquivos de %3</translation>
    </message>
    <message>
        <source>the repository has no function of a known language</source>
        <translation>o repositório não tem função de uma linguagem conhecida</translation>
    </message>
    <message>
        <source>the repository has no branch %1</source>
        <translation>o repositório não tem o ramo %1</translation>
    </message>
    <message>
        <source>the repository has no commit %1</source>
        <translation>o repositório não tem o commit %1</translation>
    </message>
    <message>
        <source>no coverage report is registered</source>
        <translation>nenhum relatório de cobertura está registrado</translation>
    </message>
    <message>
        <source>files cannot be read here</source>
        <translation>arquivos não podem ser lidos aqui</translation>
    </message>
    <message>
        <source>no remedy matches</source>
        <translation>nenhum remédio serve</translation>
    </message>
    <message>
        <source>its condition does not hold</source>
        <translation>sua condição não vale</translation>
    </message>
    <message>
        <source>it was proposed for this anomaly already</source>
        <translation>já foi proposto para esta anomalia</translation>
    </message>
    <message>
        <source>it failed lately</source>
        <translation>falhou há pouco</translation>
    </message>
    <message>
        <source>it changes too many lines</source>
        <translation>muda linhas demais</translation>
    </message>
    <message>
        <source>it changes too many functions</source>
        <translation>muda funções demais</translation>
    </message>
    <message>
        <source>it breaks a public contract</source>
        <translation>quebra um contrato público</translation>
    </message>
    <message>
        <source>it is hard to take back</source>
        <translation>é difícil de desfazer</translation>
    </message>
    <message>
        <source>as ordered</source>
        <translation>conforme ordenado</translation>
    </message>
    <message>
        <source>worse than stable</source>
        <translation>pior que a versão estável</translation>
    </message>
    <message>
        <source>over the limit</source>
        <translation>acima do limite</translation>
    </message>
    <message>
        <source>environment</source>
        <translation>ambiente</translation>
    </message>
    <message>
        <source>missing data</source>
        <translation>faltam dados</translation>
    </message>
    <message>
        <source>unproven</source>
        <translation>não provado</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>aviso</translation>
    </message>
    <message>
        <source>promote the step</source>
        <translation>promover a etapa</translation>
    </message>
    <message>
        <source>observe</source>
        <translation>observar</translation>
    </message>
    <message>
        <source>there is no sandbox: bubblewrap is not installed</source>
        <translation>não há sandbox: o bubblewrap não está instalado</translation>
    </message>
    <message>
        <source>the sandbox cannot be set up here: %1</source>
        <translation>a sandbox não pode ser montada aqui: %1</translation>
    </message>
    <message>
        <source>the sandbox cannot be started: %1</source>
        <translation>a sandbox não pôde ser iniciada: %1</translation>
    </message>
    <message>
        <source>its tests failed with exit code %1</source>
        <translation>seus testes falharam com código de saída %1</translation>
    </message>
    <message>
        <source>its tests died of signal %1</source>
        <translation>seus testes morreram com o sinal %1</translation>
    </message>
    <message>
        <source>its tests were ended after %1 s</source>
        <translation>seus testes foram encerrados após %1 s</translation>
    </message>
    <message>
        <source>its tests printed without end</source>
        <translation>seus testes imprimiram sem fim</translation>
    </message>
    <message>
        <source>its tests passed; the time under load that a critical path needs cannot be played</source>
        <translation>seus testes passaram; o tempo sob carga que um caminho crítico exige não pode ser reproduzido</translation>
    </message>
    <message>
        <source>its tests wrote without end</source>
        <translation>seus testes escreveram sem parar</translation>
    </message>
    <message>
        <source>the version before the patch does not answer in the twin</source>
        <translation>a versão anterior ao patch não responde no gêmeo</translation>
    </message>
    <message>
        <source>the version before the patch does not start in the twin: %1</source>
        <translation>a versão anterior ao patch não inicia no gêmeo: %1</translation>
    </message>
    <message>
        <source>the version before the patch does not stand the load itself: %1</source>
        <translation>a própria versão anterior ao patch não suporta a carga: %1</translation>
    </message>
    <message>
        <source>the patched version was started and never answered</source>
        <translation>a versão com o patch foi iniciada e nunca respondeu</translation>
    </message>
    <message>
        <source>the patched version does not start: it ended with %1</source>
        <translation>a versão com o patch não inicia: terminou com %1</translation>
    </message>
    <message>
        <source>the patched version ended under load after %1 s with %2</source>
        <translation>a versão com o patch terminou sob carga após %1 s com %2</translation>
    </message>
    <message>
        <source>the patched version lets %1 of %2 requests time out; before the patch %3 of %4 failed</source>
        <translation>a versão com o patch deixa %1 de %2 requisições estourarem o tempo; antes do patch falhavam %3 de %4</translation>
    </message>
    <message>
        <source>the patched version fails %1 of %2 requests; before the patch %3 of %4 failed</source>
        <translation>a versão com o patch falha em %1 de %2 requisições; antes do patch falhavam %3 de %4</translation>
    </message>
    <message>
        <source>too little evidence: %1 more requests without a failure would be needed</source>
        <translation>evidência insuficiente: seriam necessárias mais %1 requisições sem falha</translation>
    </message>
    <message>
        <source>too little evidence: %1 of %2 requests failed, before the patch %3 of %4</source>
        <translation>evidência insuficiente: falharam %1 de %2 requisições; antes do patch, %3 de %4</translation>
    </message>
    <message>
        <source>the patched version takes %1 MiB a minute more than before, without end</source>
        <translation>a versão com o patch ocupa %1 MiB a mais por minuto que antes, sem fim</translation>
    </message>
    <message>
        <source>the patched version is slower: the %1 of a request&apos;s time is %2 ms, before the patch %3 ms</source>
        <translation>a versão com o patch é mais lenta: %1 do tempo de uma requisição é %2 ms; antes do patch, %3 ms</translation>
    </message>
    <message>
        <source>there is no way back: %1</source>
        <translation>não há caminho de volta: %1</translation>
    </message>
    <message>
        <source>the way back was not tried</source>
        <translation>o caminho de volta não foi testado</translation>
    </message>
    <message>
        <source>the version before does not run on the data that the patched one leaves: %1</source>
        <translation>a versão anterior não roda com os dados que a versão com o patch deixa: %1</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>sem resposta</translation>
    </message>
    <message>
        <source>undo tested, %1 s</source>
        <translation>desfazer testado, %1 s</translation>
    </message>
    <message>
        <source>the gate %1 failed with exit code %2</source>
        <translation>o portão %1 falhou com o código de saída %2</translation>
    </message>
    <message>
        <source>the gate %1 died of signal %2</source>
        <translation>o portão %1 morreu com o sinal %2</translation>
    </message>
    <message>
        <source>the gate %1 was ended after %2 s</source>
        <translation>o portão %1 foi encerrado após %2 s</translation>
    </message>
    <message>
        <source>the gate %1 printed without end</source>
        <translation>o portão %1 imprimiu sem fim</translation>
    </message>
    <message>
        <source>the gate %1 wrote without end</source>
        <translation>o portão %1 gravou sem fim</translation>
    </message>
    <message>
        <source>the gate %1 was cancelled</source>
        <translation>o portão %1 foi cancelado</translation>
    </message>
    <message>
        <source>the gate %1 cannot run: %2</source>
        <translation>o portão %1 não pode ser executado: %2</translation>
    </message>
    <message>
        <source>%1 paths of %2 requests in the access log</source>
        <translation>%1 caminhos de %2 requisições no log de acesso</translation>
    </message>
    <message>
        <source>the access log cannot be used: %1</source>
        <translation>o log de acesso não pode ser usado: %1</translation>
    </message>
    <message>
        <source>no line of it is a GET that can be played, in the common or combined log format</source>
        <translation>nenhuma linha dele é um GET que possa ser reproduzido, no formato de log comum ou combinado</translation>
    </message>
    <message>
        <source>a person ended the trial: %1</source>
        <translation>uma pessoa encerrou o teste: %1</translation>
    </message>
    <message>
        <source>there is no sandbox: penelope-confine is not installed</source>
        <translation>não há sandbox: o penelope-confine não está instalado</translation>
    </message>
    <message>
        <source>%1; played a second time, since %2</source>
        <translation>%1; executado uma segunda vez, porque %2</translation>
    </message>
    <message>
        <source>the patched version was started and never answered, on a machine where the version before took %1 s to start</source>
        <translation>a versão com o patch foi iniciada e nunca respondeu, em uma máquina onde a versão anterior levou %1 s para iniciar</translation>
    </message>
    <message>
        <source>this machine was too busy to compare the versions: one request in ten was sent %1 ms late or later</source>
        <translation>esta máquina estava ocupada demais para comparar as versões: uma em cada dez requisições foi enviada com %1 ms de atraso ou mais</translation>
    </message>
    <message>
        <source>the patched version ended with %1, as if it had been told to</source>
        <translation>a versão com o patch terminou com %1, como se alguém a tivesse mandado terminar</translation>
    </message>
    <message>
        <source>the version before the patch ended with %1, as if it had been told to</source>
        <translation>a versão anterior ao patch terminou com %1, como se alguém a tivesse mandado terminar</translation>
    </message>
    <message>
        <source>%1 is expected in the labels, and %2</source>
        <translation>esperava-se %1 nos rótulos, e %2</translation>
    </message>
    <message>
        <source>a comma</source>
        <translation>uma vírgula</translation>
    </message>
    <message>
        <source>the end</source>
        <translation>o fim</translation>
    </message>
    <message>
        <source>a label such as version=&quot;2&quot;</source>
        <translation>um rótulo como version=&quot;2&quot;</translation>
    </message>
    <message>
        <source>the name of a label</source>
        <translation>o nome de um rótulo</translation>
    </message>
    <message>
        <source>a value</source>
        <translation>um valor</translation>
    </message>
    <message>
        <source>it ends</source>
        <translation>o texto termina</translation>
    </message>
    <message>
        <source>there is &quot;%1&quot;</source>
        <translation>há &quot;%1&quot;</translation>
    </message>
    <message>
        <source>the label %1 is the metric&apos;s own and names no arm</source>
        <translation>o rótulo %1 é da própria métrica e não nomeia um braço</translation>
    </message>
    <message>
        <source>the label %1 is there twice</source>
        <translation>o rótulo %1 aparece duas vezes</translation>
    </message>
    <message>
        <source>only = can be used: series are told apart by equal labels</source>
        <translation>só = pode ser usado: as séries são distinguidas por rótulos iguais</translation>
    </message>
    <message>
        <source>a backslash stands before \, a quote, n or t</source>
        <translation>uma barra invertida vem antes de \, aspas, n ou t</translation>
    </message>
    <message>
        <source>the value has no closing quote</source>
        <translation>o valor não tem aspas de fechamento</translation>
    </message>
    <message>
        <source>each arm needs at least one label</source>
        <translation>cada braço precisa de pelo menos um rótulo</translation>
    </message>
    <message>
        <source>{%1} and {%2} have no label that differs: a series could belong to both arms</source>
        <translation>{%1} e {%2} não têm rótulo que difira: uma série poderia pertencer aos dois braços</translation>
    </message>
    <message>
        <source>a step is at least 1 s</source>
        <translation>um passo tem pelo menos 1 s</translation>
    </message>
    <message>
        <source>the range is empty: %1 is not after %2</source>
        <translation>o intervalo está vazio: %1 não vem depois de %2</translation>
    </message>
    <message>
        <source>the range is too short for two readings of %1 s</source>
        <translation>o intervalo é curto demais para duas leituras de %1 s</translation>
    </message>
    <message>
        <source>the range has %1 readings and a source answers %2: take a longer step or a shorter range</source>
        <translation>o intervalo tem %1 leituras e uma fonte responde %2: use um passo mais longo ou um intervalo mais curto</translation>
    </message>
    <message>
        <source>a share is 1 to 99 percent</source>
        <translation>uma fração vai de 1 a 99 por cento</translation>
    </message>
    <message>
        <source>no critical metric of %1 has a weight: there is no evidence to weigh</source>
        <translation>nenhuma métrica crítica de %1 tem peso: não há evidência a pesar</translation>
    </message>
    <message>
        <source>there is no series of {%1} between %2 and %3</source>
        <translation>não há série de {%1} entre %2 e %3</translation>
    </message>
    <message>
        <source>there are no two readings of {%1} that follow each other between %2 and %3</source>
        <translation>não há duas leituras seguidas de {%1} entre %2 e %3</translation>
    </message>
    <message>
        <source>the file %1 is gone</source>
        <translation>o arquivo %1 não existe mais</translation>
    </message>
    <message>
        <source>the file %1 is not as it was</source>
        <translation>o arquivo %1 não está como estava</translation>
    </message>
    <message>
        <source>%1 is answered otherwise than before</source>
        <translation>%1 é respondido de outra forma que antes</translation>
    </message>
    <message>
        <source>%1 of %2 requests fail after it</source>
        <translation>%1 de %2 requisições falham depois dele</translation>
    </message>
    <message>
        <source>a request takes %1 ms after it, %2 ms before</source>
        <translation>uma requisição leva %1 ms depois dele, %2 ms antes</translation>
    </message>
    <message>
        <source>column %1: %2</source>
        <translation>coluna %1: %2</translation>
    </message>
    <message>
        <source>a query has at most %1 letters</source>
        <translation>uma consulta tem no máximo %1 letras</translation>
    </message>
    <message>
        <source>this parenthesis closes nothing</source>
        <translation>este parêntese não fecha nada</translation>
    </message>
    <message>
        <source>this parenthesis is not closed</source>
        <translation>este parêntese não foi fechado</translation>
    </message>
    <message>
        <source>parentheses and NOT stand at most %1 deep</source>
        <translation>parênteses e NOT se aninham no máximo %1 vezes</translation>
    </message>
    <message>
        <source>expected a term here</source>
        <translation>falta um termo aqui</translation>
    </message>
    <message>
        <source>expected a term after %1</source>
        <translation>falta um termo depois de %1</translation>
    </message>
    <message>
        <source>the quotation mark is not closed</source>
        <translation>as aspas não foram fechadas</translation>
    </message>
    <message>
        <source>put a text with a colon in quotation marks</source>
        <translation>ponha entre aspas um texto com dois-pontos</translation>
    </message>
    <message>
        <source>the regular expression is not closed by /; put a text that begins with / in quotation marks</source>
        <translation>a expressão regular não foi fechada com /; ponha entre aspas um texto que começa com /</translation>
    </message>
    <message>
        <source>the regular expression is wrong: %1</source>
        <translation>a expressão regular está errada: %1</translation>
    </message>
    <message>
        <source>expected %1 on both sides of the two points, or on one</source>
        <translation>falta %1 dos dois lados dos dois pontos, ou de um deles</translation>
    </message>
    <message>
        <source>expected a time such as 2026-08-22T03:44:00Z or -2h after %1:</source>
        <translation>falta um momento como 2026-08-22T03:44:00Z ou -2h depois de %1:</translation>
    </message>
    <message>
        <source>expected a value after %1%2</source>
        <translation>falta um valor depois de %1%2</translation>
    </message>
    <message>
        <source>expected a name after has: such as comment or signature</source>
        <translation>falta um nome depois de has: como comment ou signature</translation>
    </message>
    <message>
        <source>expected %1 after %2%3</source>
        <translation>falta %1 depois de %2%3</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>um número</translation>
    </message>
    <message>
        <source>P0, P1, P2 or P3</source>
        <translation>P0, P1, P2 ou P3</translation>
    </message>
    <message>
        <source>a time such as 2026-08-22T03:44:00Z or -2h</source>
        <translation>um momento como 2026-08-22T03:44:00Z ou -2h</translation>
    </message>
    <message>
        <source>%1 has no order; use :, = or != after it</source>
        <translation>%1 não tem ordem; use :, = ou != depois dele</translation>
    </message>
    <message>
        <source>there is no field “%1”; there are kind, stream, service, actor, decision, correlation, severity, %2, seq, time, after, before, has; put a text with a colon in quotation marks</source>
        <translation>o campo “%1” não existe; existem kind, stream, service, actor, decision, correlation, severity, %2, seq, time, after, before, has; ponha entre aspas um texto com dois-pontos</translation>
    </message>
    <message>
        <source>a difference of %1 ms may be the machine&apos;s doing</source>
        <translation>uma diferença de %1 ms pode vir da própria máquina</translation>
    </message>
    <message>
        <source>journal, last %1 d</source>
        <translation>diário, últimos %1 d</translation>
    </message>
    <message>
        <source>severity and metrics</source>
        <translation>severidade e métricas</translation>
    </message>
    <message>
        <source>there is no policy key %1</source>
        <translation>não há chave %1 na política</translation>
    </message>
    <message>
        <source>nothing makes a person be asked</source>
        <translation>nada exige consultar uma pessoa</translation>
    </message>
    <message>
        <source>%1 lines, %2 functions, %3 contracts broken, reversibility %4, score %5</source>
        <translation>%1 linhas, %2 funções, %3 contratos quebrados, reversibilidade %4, nota %5</translation>
    </message>
    <message>
        <source>within every limit</source>
        <translation>dentro de todos os limites</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <extracomment>%1 is the number of a line in a patch, %2 a sentence about it</extracomment>
        <translation>linha %1: %2</translation>
    </message>
    <message>
        <source>approving</source>
        <translation>aprovar</translation>
    </message>
    <message>
        <source>rejecting</source>
        <translation>rejeitar</translation>
    </message>
    <message>
        <source>deciding</source>
        <translation>decidir</translation>
    </message>
    <message>
        <source>reviewing a decision</source>
        <translation>revisar uma decisão</translation>
    </message>
    <message>
        <source>taking a decision back</source>
        <translation>desfazer uma decisão</translation>
    </message>
    <message>
        <source>acknowledging a request</source>
        <translation>assumir um pedido</translation>
    </message>
    <message>
        <source>snoozing a request</source>
        <translation>adiar um pedido</translation>
    </message>
    <message>
        <source>adding a note</source>
        <translation>adicionar uma nota</translation>
    </message>
    <message>
        <source>reporting an anomaly</source>
        <translation>relatar uma anomalia</translation>
    </message>
    <message>
        <source>having an anomaly judged again</source>
        <translation>mandar julgar uma anomalia de novo</translation>
    </message>
    <message>
        <source>closing an escalation</source>
        <translation>encerrar um escalonamento</translation>
    </message>
    <message>
        <source>proposing a patch</source>
        <translation>propor um patch</translation>
    </message>
    <message>
        <source>cancelling a patch</source>
        <translation>cancelar um patch</translation>
    </message>
    <message>
        <source>ending a trial in the twin</source>
        <translation>encerrar um teste no gêmeo</translation>
    </message>
    <message>
        <source>pausing a canary</source>
        <translation>pausar um canário</translation>
    </message>
    <message>
        <source>resuming a canary</source>
        <translation>retomar um canário</translation>
    </message>
    <message>
        <source>promoting a canary</source>
        <translation>promover um canário</translation>
    </message>
    <message>
        <source>aborting a canary</source>
        <translation>abortar um canário</translation>
    </message>
    <message>
        <source>cancelling a canary</source>
        <translation>cancelar um canário</translation>
    </message>
    <message>
        <source>trying a canary again</source>
        <translation>tentar um canário de novo</translation>
    </message>
    <message>
        <source>resetting a breaker</source>
        <translation>rearmar um disjuntor</translation>
    </message>
    <message>
        <source>adding an operator</source>
        <translation>adicionar um operador</translation>
    </message>
    <message>
        <source>changing an operator</source>
        <translation>alterar um operador</translation>
    </message>
    <message>
        <source>replacing an operator&apos;s key</source>
        <translation>trocar a chave de um operador</translation>
    </message>
    <message>
        <source>asking the sources again</source>
        <translation>consultar as fontes de novo</translation>
    </message>
    <message>
        <source>changing the policy</source>
        <translation>alterar a política</translation>
    </message>
    <message>
        <source>freezing healing</source>
        <translation>congelar a recuperação</translation>
    </message>
    <message>
        <source>ending a freeze</source>
        <translation>encerrar um congelamento</translation>
    </message>
    <message>
        <source>arming a service</source>
        <translation>armar um serviço</translation>
    </message>
    <message>
        <source>declaring an exception from the rest day</source>
        <translation>declarar uma exceção ao dia de descanso</translation>
    </message>
    <message>
        <source>registering a service</source>
        <translation>registrar um serviço</translation>
    </message>
    <message>
        <source>%1 is not an active %2</source>
        <translation>%1 não é %2 ativo</translation>
    </message>
    <message>
        <source>%1 needs the role %2; %3 is no active operator</source>
        <translation>%1 exige o papel %2; %3 não é operador ativo</translation>
    </message>
    <message>
        <source>%1 needs the role %2; %3 is %4</source>
        <translation>%1 exige o papel %2; %3 é %4</translation>
    </message>
    <message>
        <source>the request is at version %1, the decision saw version %2</source>
        <translation>o pedido está na versão %1, a decisão viu a versão %2</translation>
    </message>
    <message>
        <source>the decision saw another patch than the one that is asked for</source>
        <translation>a decisão viu um patch diferente do que está sendo pedido</translation>
    </message>
    <message>
        <source>approval %1 expired at %2</source>
        <translation>a aprovação %1 expirou às %2</translation>
    </message>
    <message>
        <source>approval %1 is already %2 by %3 at %4</source>
        <translation>a aprovação %1 já está em “%2” por %3, %4</translation>
    </message>
    <message>
        <source>an unknown time</source>
        <translation>hora desconhecida</translation>
    </message>
    <message>
        <source>the deadline of approval %1 was %2</source>
        <translation>o prazo da aprovação %1 era %2</translation>
    </message>
    <message>
        <source>%1 proposed this patch and cannot approve it</source>
        <translation>%1 propôs este patch e não pode aprová-lo</translation>
    </message>
    <message>
        <source>%1 proposed this patch and cannot review it</source>
        <translation>%1 propôs este patch e não pode revisá-lo</translation>
    </message>
    <message>
        <source>%1 has approved already; the second approver must be another person</source>
        <translation>%1 já aprovou; o segundo aprovador deve ser outra pessoa</translation>
    </message>
    <message>
        <source>the decision was made at %1, the deadline of approval %2 was %3</source>
        <translation>a decisão foi tomada em %1, o prazo da aprovação %2 era %3</translation>
    </message>
    <message>
        <source>%1 has no intent on approval %2</source>
        <translation>%1 não tem intenção registrada na aprovação %2</translation>
    </message>
    <message>
        <source>approving at risk %1 with %2 approvers needs a reason</source>
        <translation>aprovar com risco %1 e %2 aprovadores exige um motivo</translation>
    </message>
    <message>
        <source>rejecting needs a reason</source>
        <translation>rejeitar exige um motivo</translation>
    </message>
    <message>
        <source>cancelling needs a reason</source>
        <translation>cancelar exige um motivo</translation>
    </message>
    <message>
        <source>approval %1 can be snoozed until %2 at the latest</source>
        <translation>a aprovação %1 pode ser adiada no máximo até %2</translation>
    </message>
    <message>
        <source>the decision says it was made at %1, the core&apos;s clock says %2; at most 30 s may lie between</source>
        <translation>a decisão diz ter sido tomada em %1, o relógio do núcleo marca %2; a diferença pode ser de no máximo 30 s</translation>
    </message>
    <message>
        <source>the journal knows no key of %1, so nothing can be signed in this name</source>
        <translation>o diário não conhece chave de %1, então nada pode ser assinado em seu nome</translation>
    </message>
    <message>
        <source>where two people must agree each needs a key, and %1 has none; an admin registers one</source>
        <translation>onde duas pessoas devem concordar, cada uma precisa de uma chave, e %1 não tem nenhuma; um administrador registra uma</translation>
    </message>
    <message>
        <source>the decision is not signed with the key of %1</source>
        <translation>a decisão não está assinada com a chave de %1</translation>
    </message>
    <message>
        <source>a signed decision says when it was made</source>
        <translation>uma decisão assinada diz quando foi tomada</translation>
    </message>
    <message>
        <source>the signature is not that of %1 over this decision, version and patch</source>
        <translation>a assinatura não é a de %1 sobre esta decisão, versão e patch</translation>
    </message>
    <message>
        <source>approval %1 was not decided by one person alone: there is nothing to review</source>
        <translation>a aprovação %1 não foi decidida por uma pessoa sozinha: não há o que revisar</translation>
    </message>
    <message>
        <source>approval %1 was reviewed already by %2 at %3</source>
        <translation>a aprovação %1 já foi revisada por %2, %3</translation>
    </message>
    <message>
        <source>%1 decided alone; another approver reviews it</source>
        <translation>%1 decidiu sozinho; outro aprovador revisa</translation>
    </message>
    <message>
        <source>deciding alone is switched off (policy approval.break_glass)</source>
        <translation>decidir sozinho está desligado (política approval.break_glass)</translation>
    </message>
    <message>
        <source>deciding alone is for P0 with two approvers; this is %1 with %2</source>
        <translation>decidir sozinho vale para P0 com dois aprovadores; este é %1 com %2</translation>
    </message>
    <message>
        <source>%1 has approved: a plain approval is the second one</source>
        <translation>%1 já aprovou: uma aprovação comum é a segunda</translation>
    </message>
    <message>
        <source>the second approver has until %1 to act; deciding alone is possible then</source>
        <translation>o segundo aprovador tem até %1 para agir; depois disso é possível decidir sozinho</translation>
    </message>
    <message>
        <source>deciding alone needs the service&apos;s name, %1, typed</source>
        <translation>decidir sozinho exige digitar o nome do serviço, %1</translation>
    </message>
    <message>
        <source>a review needs a reason</source>
        <translation>uma revisão exige um motivo</translation>
    </message>
    <message>
        <source>there is no approval %1</source>
        <translation>não há aprovação %1</translation>
    </message>
    <message>
        <source>resetting a breaker needs a reason</source>
        <translation>rearmar um disjuntor exige um motivo</translation>
    </message>
    <message>
        <source>the breaker of %1 is closed and counts no failure</source>
        <translation>o disjuntor de %1 está fechado e não conta falhas</translation>
    </message>
    <message>
        <source>%1 is a critical service and you asked for the reset already: a second administrator has to reset it too</source>
        <translation>%1 é um serviço crítico e você já pediu o rearme: um segundo administrador também precisa rearmá-lo</translation>
    </message>
    <message>
        <source>canary %1 is %2 and cannot be paused</source>
        <translation>o canário %1 está em “%2” e não pode ser pausado</translation>
    </message>
    <message>
        <source>canary %1 is %2 and cannot be resumed</source>
        <translation>o canário %1 está em “%2” e não pode ser retomado</translation>
    </message>
    <message>
        <source>canary %1 is %2 and cannot be promoted</source>
        <translation>o canário %1 está em “%2” e não pode ser promovido</translation>
    </message>
    <message>
        <source>canary %1 is %2 and cannot be rolled back</source>
        <translation>o canário %1 está em “%2” e não pode ser revertido</translation>
    </message>
    <message>
        <source>to pause a canary needs a reason</source>
        <translation>pausar um canário exige um motivo</translation>
    </message>
    <message>
        <source>to resume a canary needs a reason</source>
        <translation>retomar um canário exige um motivo</translation>
    </message>
    <message>
        <source>to promote a canary needs a reason</source>
        <translation>promover um canário exige um motivo</translation>
    </message>
    <message>
        <source>to cancel a canary needs a reason</source>
        <translation>cancelar um canário exige um motivo</translation>
    </message>
    <message>
        <source>canary %1 is at its last step: promote ends it</source>
        <translation>o canário %1 está na última etapa: promover o encerra</translation>
    </message>
    <message>
        <source>there is no canary %1</source>
        <translation>não há canário %1</translation>
    </message>
    <message>
        <source>canary %1 may not go up: %2</source>
        <translation>o canário %1 não pode subir: %2</translation>
    </message>
    <message>
        <source>canary %1 is %2: only one that went back is tried again</source>
        <translation>o canário %1 está em “%2”: só um que voltou atrás é tentado de novo</translation>
    </message>
    <message>
        <source>service %1 takes no proposals: it is off or retired</source>
        <translation>o serviço %1 não aceita propostas: está desligado ou aposentado</translation>
    </message>
    <message>
        <source>healing is frozen until %1 (%2)</source>
        <translation>a recuperação está congelada até %1 (%2)</translation>
    </message>
    <message>
        <source>healing is frozen (%1)</source>
        <translation>a recuperação está congelada (%1)</translation>
    </message>
    <message>
        <source>healing is not frozen</source>
        <translation>a recuperação não está congelada</translation>
    </message>
    <message>
        <source>it is the rest day until %1</source>
        <translation>é o dia de descanso até %1</translation>
    </message>
    <message>
        <source>service %1 is not armed</source>
        <translation>o serviço %1 não está armado</translation>
    </message>
    <message>
        <source>canary %1 of %2 is under way: let it end, abort it, or freeze the service</source>
        <translation>o canário %1 de %2 está em andamento: deixe-o terminar, aborte-o ou congele o serviço</translation>
    </message>
    <message>
        <source>there is no service %1</source>
        <translation>não há serviço %1</translation>
    </message>
    <message>
        <source>service %1 is %2 already</source>
        <translation>o serviço %1 já está em “%2”</translation>
    </message>
    <message>
        <source>a freeze needs a reason</source>
        <translation>um congelamento exige um motivo</translation>
    </message>
    <message>
        <source>a freeze until %1 would be over already</source>
        <translation>um congelamento até %1 já teria terminado</translation>
    </message>
    <message>
        <source>a freeze until %1 is longer than the limit: %2 at most</source>
        <translation>um congelamento até %1 passa do limite: no máximo até %2</translation>
    </message>
    <message>
        <source>there is no freeze %1</source>
        <translation>não há congelamento %1</translation>
    </message>
    <message>
        <source>ending a freeze needs a reason</source>
        <translation>encerrar um congelamento exige um motivo</translation>
    </message>
    <message>
        <source>anomaly %1 has no open escalation</source>
        <translation>a anomalia %1 não tem escalonamento aberto</translation>
    </message>
    <message>
        <source>there is no anomaly %1</source>
        <translation>não há anomalia %1</translation>
    </message>
    <message>
        <source>there is no patch %1</source>
        <translation>não há patch %1</translation>
    </message>
    <message>
        <source>service %1 is off: nothing is proposed for it; arm it to shadow first</source>
        <translation>o serviço %1 está desligado: nada é proposto para ele; arme-o em sombra primeiro</translation>
    </message>
    <message>
        <source>patch %1 is not being tried in the twin</source>
        <translation>o patch %1 não está em teste no gêmeo</translation>
    </message>
    <message>
        <source>the diff has %1 bytes; the limit is %2</source>
        <translation>o diff tem %1 bytes; o limite é %2</translation>
    </message>
    <message>
        <source>the argument &quot;%1&quot; of %2 is empty</source>
        <translation>o argumento &quot;%1&quot; de %2 está vazio</translation>
    </message>
    <message>
        <source>the core is not running</source>
        <translation>o núcleo não está em execução</translation>
    </message>
    <message>
        <source>the core stopped</source>
        <translation>o núcleo parou</translation>
    </message>
    <message>
        <source>In the demonstration there is nothing behind the story that could be acted on: requests can be decided, acknowledged and put off, and notes taken</source>
        <translation>Na demonstração não há nada por trás da história em que se possa agir: pedidos podem ser decididos, assumidos e adiados, e notas podem ser feitas</translation>
    </message>
    <message>
        <source>the text holds a NUL character</source>
        <translation>o texto contém um caractere NUL</translation>
    </message>
    <message>
        <source>a combined diff has more than one parent: give the difference to one of them</source>
        <translation>um diff combinado tem mais de um pai: forneça a diferença para um deles</translation>
    </message>
    <message>
        <source>a hunk without a file header before it</source>
        <translation>um trecho sem cabeçalho de arquivo antes dele</translation>
    </message>
    <message>
        <source>a binary change cannot be read</source>
        <translation>uma mudança binária não pode ser lida</translation>
    </message>
    <message>
        <source>expected a file header, found &quot;%1&quot;</source>
        <translation>esperado um cabeçalho de arquivo, encontrado &quot;%1&quot;</translation>
    </message>
    <message>
        <source>a file header without a change</source>
        <translation>um cabeçalho de arquivo sem mudança</translation>
    </message>
    <message>
        <source>the file&apos;s name cannot be read</source>
        <translation>o nome do arquivo não pode ser lido</translation>
    </message>
    <message>
        <source>one file cannot be created, deleted, renamed and copied at once</source>
        <translation>um arquivo não pode ser criado, apagado, renomeado e copiado ao mesmo tempo</translation>
    </message>
    <message>
        <source>a change of mode without both modes</source>
        <translation>uma mudança de modo sem os dois modos</translation>
    </message>
    <message>
        <source>a rename or copy without both of its names</source>
        <translation>uma renomeação ou cópia sem os dois nomes</translation>
    </message>
    <message>
        <source>the names after &quot;diff --git&quot; are not those of the rename</source>
        <translation>os nomes depois de &quot;diff --git&quot; não são os da renomeação</translation>
    </message>
    <message>
        <source>the names after &quot;diff --git&quot; cannot be read</source>
        <translation>os nomes depois de &quot;diff --git&quot; não podem ser lidos</translation>
    </message>
    <message>
        <source>two names without a rename: %1 and %2</source>
        <translation>dois nomes sem renomeação: %1 e %2</translation>
    </message>
    <message>
        <source>a file without a name</source>
        <translation>um arquivo sem nome</translation>
    </message>
    <message>
        <source>the old file&apos;s name cannot be read</source>
        <translation>o nome do arquivo antigo não pode ser lido</translation>
    </message>
    <message>
        <source>expected &quot;+++ &quot; and the new file&apos;s name</source>
        <translation>esperado &quot;+++ &quot; e o nome do arquivo novo</translation>
    </message>
    <message>
        <source>the new file&apos;s name cannot be read</source>
        <translation>o nome do arquivo novo não pode ser lido</translation>
    </message>
    <message>
        <source>neither side names a file</source>
        <translation>nenhum dos lados nomeia um arquivo</translation>
    </message>
    <message>
        <source>this name differs from the one after &quot;diff --git&quot;</source>
        <translation>este nome difere do que vem depois de &quot;diff --git&quot;</translation>
    </message>
    <message>
        <source>/dev/null does not fit what the header says of the file</source>
        <translation>/dev/null não combina com o que o cabeçalho diz do arquivo</translation>
    </message>
    <message>
        <source>%1 stands in the diff twice</source>
        <translation>%1 aparece duas vezes no diff</translation>
    </message>
    <message>
        <source>&quot;%1&quot; stands twice in one header</source>
        <translation>&quot;%1&quot; aparece duas vezes em um cabeçalho</translation>
    </message>
    <message>
        <source>&quot;\ No newline&quot; without a line before it</source>
        <translation>&quot;\ No newline&quot; sem uma linha antes</translation>
    </message>
    <message>
        <source>expected a hunk: &quot;@@ -line,count +line,count @@&quot;</source>
        <translation>esperado um trecho: &quot;@@ -linha,quantidade +linha,quantidade @@&quot;</translation>
    </message>
    <message>
        <source>a hunk header must read &quot;@@ -line,count +line,count @@&quot;</source>
        <translation>o cabeçalho de um trecho deve ser &quot;@@ -linha,quantidade +linha,quantidade @@&quot;</translation>
    </message>
    <message>
        <source>line 0 does not exist: lines count from 1</source>
        <translation>a linha 0 não existe: as linhas contam a partir de 1</translation>
    </message>
    <message>
        <source>a hunk without lines</source>
        <translation>um trecho sem linhas</translation>
    </message>
    <message>
        <source>a new file has no old lines</source>
        <translation>um arquivo novo não tem linhas antigas</translation>
    </message>
    <message>
        <source>a deleted file has no new lines</source>
        <translation>um arquivo apagado não tem linhas novas</translation>
    </message>
    <message>
        <source>the hunk overlaps the one before it</source>
        <translation>o trecho se sobrepõe ao anterior</translation>
    </message>
    <message>
        <source>the diff ends inside a hunk: %1 old and %2 new lines are missing</source>
        <translation>o diff termina dentro de um trecho: faltam %1 linhas antigas e %2 novas</translation>
    </message>
    <message>
        <source>more lines than the hunk header says</source>
        <translation>mais linhas do que diz o cabeçalho do trecho</translation>
    </message>
    <message>
        <source>a hunk&apos;s line must begin with a blank, + or -</source>
        <translation>uma linha de um trecho deve começar com um espaço, + ou -</translation>
    </message>
    <message>
        <source>the lines do not fit the counts of the hunk header</source>
        <translation>as linhas não batem com as quantidades do cabeçalho do trecho</translation>
    </message>
    <message>
        <source>a line without a newline must be the last of its file</source>
        <translation>uma linha sem quebra deve ser a última do arquivo</translation>
    </message>
    <message>
        <source>there is no key of %1 (%2)</source>
        <translation>não há chave de %1 (%2)</translation>
    </message>
    <message>
        <source>the key %1 cannot be read: %2</source>
        <translation>a chave %1 não pode ser lida: %2</translation>
    </message>
    <message>
        <source>the key of %1 is sealed: it needs its passphrase</source>
        <translation>a chave de %1 está selada: precisa da senha</translation>
    </message>
    <message>
        <source>%1 is no sealed key: %2</source>
        <translation>%1 não é uma chave selada: %2</translation>
    </message>
    <message>
        <source>%1 holds no Ed25519 seed (64 hex digits)</source>
        <translation>%1 não contém uma semente Ed25519 (64 dígitos hexadecimais)</translation>
    </message>
    <message>
        <source>the passphrase is wrong</source>
        <translation>a senha está errada</translation>
    </message>
    <message>
        <source>there is not enough memory for the passphrase: %1 MiB are needed</source>
        <translation>não há memória suficiente para a senha: são necessários %1 MiB</translation>
    </message>
    <message>
        <source>libsodium cannot be used</source>
        <translation>a libsodium não pode ser usada</translation>
    </message>
    <message>
        <source>this is no sealed key of format 1</source>
        <translation>isto não é uma chave selada do formato 1</translation>
    </message>
    <message>
        <source>the public key beside the box is another one&apos;s</source>
        <translation>a chave pública ao lado da chave selada é de outra pessoa</translation>
    </message>
    <message>
        <source>event %1 does not match its hash</source>
        <translation>o evento %1 não confere com seu hash</translation>
    </message>
    <message>
        <source>event %1 is no valid event or was moved</source>
        <translation>o evento %1 não é um evento válido ou foi movido</translation>
    </message>
    <message>
        <source>event %1 is missing</source>
        <translation>falta o evento %1</translation>
    </message>
    <message>
        <source>event %1 has no hash</source>
        <translation>o evento %1 não tem hash</translation>
    </message>
    <message>
        <source>there is no event %1</source>
        <translation>não há evento %1</translation>
    </message>
    <message>
        <source>no checkpoint covers event %1 yet</source>
        <translation>nenhum ponto de controle cobre o evento %1 ainda</translation>
    </message>
    <message>
        <source>the range ends before it begins</source>
        <translation>o intervalo termina antes de começar</translation>
    </message>
    <message>
        <source>%1 exists and is not overwritten</source>
        <translation>%1 existe e não é sobrescrito</translation>
    </message>
    <message>
        <source>%1 cannot be made: %2</source>
        <translation>%1 não pode ser criado: %2</translation>
    </message>
    <message>
        <source>%1 cannot be made</source>
        <translation>%1 não pode ser criado</translation>
    </message>
    <message>
        <source>the export was cancelled; no file was written</source>
        <translation>a exportação foi cancelada; nenhum arquivo foi gravado</translation>
    </message>
    <message>
        <source>events from %1 on are missing</source>
        <translation>faltam eventos a partir de %1</translation>
    </message>
    <message>
        <source>the folder cannot be made</source>
        <translation>a pasta não pode ser criada</translation>
    </message>
    <message>
        <source>a secret needs the name of its connection</source>
        <translation>um segredo precisa do nome de sua conexão</translation>
    </message>
    <message>
        <source>cannot be written: %1</source>
        <translation>não pode ser gravado: %1</translation>
    </message>
    <message>
        <source>cannot be read: %1</source>
        <translation>não pode ser lido: %1</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>não há tal arquivo</translation>
    </message>
    <message>
        <source>is larger than %1 bytes</source>
        <translation>tem mais de %1 bytes</translation>
    </message>
    <message>
        <source>%1 must be a table</source>
        <translation>%1 deve ser uma tabela</translation>
    </message>
    <message>
        <source>%1 must be %2</source>
        <translation>%1 deve ser %2</translation>
    </message>
    <message>
        <source>%1 is no known key</source>
        <translation>%1 não é uma chave conhecida</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>um texto</translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation>um de %1</translation>
    </message>
    <message>
        <source>a duration above zero such as &quot;15s&quot;</source>
        <translation>uma duração acima de zero, como &quot;15s&quot;</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>um número inteiro</translation>
    </message>
    <message>
        <source>a list of texts</source>
        <translation>uma lista de textos</translation>
    </message>
    <message>
        <source>a table of texts</source>
        <translation>uma tabela de textos</translation>
    </message>
    <message>
        <source>a table</source>
        <translation>uma tabela</translation>
    </message>
    <message>
        <source>prometheus.%1 needs a url</source>
        <translation>prometheus.%1 precisa de uma url</translation>
    </message>
    <message>
        <source>these are no settings that this version can read</source>
        <translation>estas não são configurações que esta versão saiba ler</translation>
    </message>
    <message>
        <source>a slowdown of %1 ms might have been overlooked</source>
        <translation>uma piora de %1 ms pode ter passado despercebida</translation>
    </message>
    <message>
        <source>acknowledging an escalation</source>
        <translation>assumir um escalonamento</translation>
    </message>
</context>
<context>
    <name>CountedWords</name>
    <message>
        <source>%1, rule %2</source>
        <translation>%1, regra %2</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n linha</numerusform>
            <numerusform>%n linhas</numerusform>
        </translation>
    </message>
    <message>
        <source>helped</source>
        <translation>ajudou</translation>
    </message>
    <message>
        <source>did not help</source>
        <translation>não ajudou</translation>
    </message>
    <message>
        <source>respected</source>
        <translation>respeitado</translation>
    </message>
    <message>
        <source>exception</source>
        <translation>exceção</translation>
    </message>
    <message>
        <source>open</source>
        <translation>aberto</translation>
    </message>
    <message>
        <source>%1 lines</source>
        <extracomment>%1 is a number of lines, perhaps with a decimal</extracomment>
        <translation>%1 linhas</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <extracomment>a range of values</extracomment>
        <translation>%1 a %2</translation>
    </message>
    <message>
        <source>%1 to %2 of %3</source>
        <extracomment>a range of points of a weight</extracomment>
        <translation>%1 a %2 de %3</translation>
    </message>
    <message>
        <source>now: %1</source>
        <translation>agora: %1</translation>
    </message>
    <message>
        <source>UNMEASURED</source>
        <translation>NÃO MEDIDO</translation>
    </message>
</context>
<context>
    <name>DeskWords</name>
    <message>
        <source>%1 KiB</source>
        <extracomment>sizes of files</extracomment>
        <translation>%1 KiB</translation>
    </message>
    <message>
        <source>%1 MiB</source>
        <translation>%1 MiB</translation>
    </message>
    <message>
        <source>The demonstration reads no configuration and opens no connection.</source>
        <translation>A demonstração não lê nenhuma configuração e não abre nenhuma conexão.</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Diário</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Chaves</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>Configuração</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Registro de execução</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versão</translation>
    </message>
    <message>
        <source>The name that every signature in it is made over.</source>
        <translation>O nome sobre o qual cada assinatura do diário é feita.</translation>
    </message>
    <message>
        <source>Journal file</source>
        <translation>Arquivo do diário</translation>
    </message>
    <message>
        <source>System</source>
        <translation>Sistema</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>now</source>
        <translation>agora</translation>
    </message>
</context>
<context>
    <name>FilterTerms</name>
    <message>
        <source>col %1</source>
        <extracomment>%1 is a column of what is typed into a filter, from 1</extracomment>
        <translation>coluna %1</translation>
    </message>
</context>
<context>
    <name>FilterWords</name>
    <message>
        <source>unknown field</source>
        <translation>campo desconhecido</translation>
    </message>
    <message>
        <source>a value is missing</source>
        <translation>falta um valor</translation>
    </message>
    <message>
        <source>only needs:me is known</source>
        <translation>só needs:me é conhecido</translation>
    </message>
</context>
<context>
    <name>GateWords</name>
    <message>
        <source>Core</source>
        <translation>Núcleo</translation>
    </message>
    <message>
        <source>decide where the journal can be written</source>
        <translation>decida onde o diário possa ser escrito</translation>
    </message>
    <message>
        <source>The core has not answered yet</source>
        <translation>O núcleo ainda não respondeu</translation>
    </message>
    <message>
        <source>The core has not answered since %1</source>
        <translation>O núcleo não responde desde %1</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Relógio</translation>
    </message>
    <message>
        <source>This clock is off by %1</source>
        <translation>Este relógio está errado em %1</translation>
    </message>
    <message>
        <source>set the clock of this machine</source>
        <translation>acerte o relógio desta máquina</translation>
    </message>
    <message>
        <source>%1 is %2</source>
        <extracomment>%1 is an operator&apos;s name, %2 a role such as &quot;viewer&quot;</extracomment>
        <translation>%1 é %2</translation>
    </message>
    <message>
        <source>switch to an operator with the role %1</source>
        <extracomment>%1 is a role such as &quot;approver&quot;</extracomment>
        <translation>troque para um operador com o papel %1</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Papel</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Pedido</translation>
    </message>
    <message>
        <source>Already %1 at %2</source>
        <extracomment>%1 is a state such as &quot;approved&quot;, %2 a time</extracomment>
        <translation>Já %1 às %2</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>por %1</translation>
    </message>
    <message>
        <source>nothing is left to decide here</source>
        <translation>nada resta a decidir aqui</translation>
    </message>
    <message>
        <source>Expired at %1: not approved</source>
        <translation>Expirado às %1: não aprovado</translation>
    </message>
    <message>
        <source>copy your text and ask the core to propose again</source>
        <translation>copie seu texto e peça ao núcleo que proponha de novo</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Aprovações</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <extracomment>%1 is an operator, %2 a time</extracomment>
        <translation>%1 às %2</translation>
    </message>
    <message>
        <source>You have approved it already</source>
        <translation>Você já aprovou</translation>
    </message>
    <message>
        <source>another approver decides</source>
        <translation>outro aprovador decide</translation>
    </message>
    <message>
        <source>You proposed this patch</source>
        <translation>Você propôs este patch</translation>
    </message>
    <message>
        <source>%1, then you</source>
        <extracomment>%1 is a list such as &quot;bruno at 03:40:02Z&quot;</extracomment>
        <translation>%1, depois você</translation>
    </message>
    <message>
        <source>Yours is the first of %1</source>
        <translation>A sua é a primeira de %1</translation>
    </message>
    <message>
        <source>Yours is the only one needed</source>
        <translation>A sua é a única necessária</translation>
    </message>
    <message>
        <source>Patch</source>
        <translation>Patch</translation>
    </message>
    <message>
        <source>The text of this patch is not the one that was asked about</source>
        <translation>O texto deste patch não é aquele que foi pedido</translation>
    </message>
    <message>
        <source>The patch has changed since you opened it</source>
        <translation>O patch mudou desde que você o abriu</translation>
    </message>
    <message>
        <source>The request is now version %1, you opened %2</source>
        <extracomment>Both are version numbers</extracomment>
        <translation>O pedido está na versão %1, você abriu a %2</translation>
    </message>
    <message>
        <source>Hash and version %1 unchanged since you opened it</source>
        <translation>Hash e versão %1 iguais desde que você abriu</translation>
    </message>
    <message>
        <source>go back and look at it again</source>
        <translation>volte e veja de novo</translation>
    </message>
    <message>
        <source>Diff</source>
        <translation>Diff</translation>
    </message>
    <message>
        <source>The patch cannot be read as text</source>
        <translation>O patch não pode ser lido como texto</translation>
    </message>
    <message>
        <source>reject it, or ask for another patch</source>
        <translation>rejeite, ou peça outro patch</translation>
    </message>
    <message>
        <source>not required at this risk</source>
        <translation>não exigido com este risco</translation>
    </message>
    <message>
        <source>go back and look at every hunk</source>
        <translation>volte e veja todos os trechos</translation>
    </message>
    <message>
        <source>Twin</source>
        <translation>Gêmeo</translation>
    </message>
    <message>
        <source>Seen: not available, counts as unknown</source>
        <translation>Visto: indisponível, conta como desconhecido</translation>
    </message>
    <message>
        <source>Not available, and not yet looked at</source>
        <translation>Indisponível, e ainda não visto</translation>
    </message>
    <message>
        <source>Result seen: %1</source>
        <translation>Resultado visto: %1</translation>
    </message>
    <message>
        <source>Result not yet looked at</source>
        <translation>Resultado ainda não visto</translation>
    </message>
    <message>
        <source>go back and look at the twin&apos;s result</source>
        <translation>volte e veja o resultado do gêmeo</translation>
    </message>
    <message>
        <source>Unknown factors</source>
        <translation>Fatores desconhecidos</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Nenhum</translation>
    </message>
    <message>
        <source>Seen: %1</source>
        <translation>Visto: %1</translation>
    </message>
    <message>
        <source>Not yet looked at: %1</source>
        <translation>Ainda não visto: %1</translation>
    </message>
    <message>
        <source>go back and read what is not known</source>
        <translation>volte e leia o que não se sabe</translation>
    </message>
    <message>
        <source>Rest and budget</source>
        <translation>Descanso e orçamento</translation>
    </message>
    <message>
        <source>Rest day: the canary waits until it ends</source>
        <translation>Dia de descanso: o canário espera até ele acabar</translation>
    </message>
    <message>
        <source>The canary waits until %1</source>
        <translation>O canário espera até %1</translation>
    </message>
    <message>
        <source>Not a rest day.</source>
        <translation>Não é dia de descanso.</translation>
    </message>
    <message>
        <source>%1 of %2 this hour, %3 of %4 today</source>
        <extracomment>%1 of %2 canaries started this hour, %3 of %4 today</extracomment>
        <translation>%1 de %2 nesta hora, %3 de %4 hoje</translation>
    </message>
    <message>
        <source>Evidence age</source>
        <translation>Idade da evidência</translation>
    </message>
    <message>
        <source>Prometheus was read %1 ago</source>
        <translation>Prometheus foi lido há %1</translation>
    </message>
    <message>
        <source>The age of the evidence is not known</source>
        <translation>A idade da evidência é desconhecida</translation>
    </message>
    <message>
        <source>(limit %1)</source>
        <translation>(limite %1)</translation>
    </message>
    <message>
        <source>accept older evidence, or wait for newer</source>
        <translation>aceite evidência mais antiga, ou espere uma mais nova</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>opcional</translation>
    </message>
    <message>
        <source>required to reject</source>
        <translation>exigido para rejeitar</translation>
    </message>
    <message>
        <source>required for a second approval</source>
        <translation>exigido para uma segunda aprovação</translation>
    </message>
    <message>
        <source>required where two approve</source>
        <translation>exigido quando dois aprovam</translation>
    </message>
    <message>
        <source>required from risk 0.50 on</source>
        <translation>exigido a partir do risco 0.50</translation>
    </message>
    <message>
        <source>write a reason</source>
        <translation>escreva um motivo</translation>
    </message>
    <message>
        <source>There is no such request</source>
        <translation>Não há tal pedido</translation>
    </message>
    <message>
        <source>You decide alone, in place of two</source>
        <translation>Você decide sozinho, no lugar de dois</translation>
    </message>
    <message>
        <source>everybody is alarmed; another approver reviews it</source>
        <translation>todos são alertados; outro aprovador revê</translation>
    </message>
    <message>
        <source>Healing is frozen: the canary waits until %1</source>
        <translation>A recuperação está congelada: o canário espera até %1</translation>
    </message>
    <message>
        <source>Healing is frozen: the canary waits until that ends</source>
        <translation>A recuperação está congelada: o canário espera até que isso termine</translation>
    </message>
    <message>
        <source>Break-glass</source>
        <translation>Quebra de vidro</translation>
    </message>
    <message>
        <source>The second approver still has time, or has acted</source>
        <translation>O segundo aprovador ainda tem tempo, ou já agiu</translation>
    </message>
    <message>
        <source>decide together</source>
        <translation>decidam juntos</translation>
    </message>
    <message>
        <source>The name of the service is typed</source>
        <translation>O nome do serviço foi digitado</translation>
    </message>
    <message>
        <source>The name of the service is not typed yet</source>
        <translation>O nome do serviço ainda não foi digitado</translation>
    </message>
    <message>
        <source>type %1</source>
        <extracomment>%1 is the name of a service</extracomment>
        <translation>digite %1</translation>
    </message>
    <message>
        <source>wait for the core, or reconnect</source>
        <translation>espere o núcleo ou reconecte</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n hunks seen</source>
        <extracomment>numbers of parts of the diff</extracomment>
        <translation>
            <numerusform>%1 de %n trecho visto</numerusform>
            <numerusform>%1 de %n trechos vistos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>A patch waits for a decision until %1.</source>
        <translation>Um patch espera uma decisão até %1.</translation>
    </message>
    <message>
        <source>The request expires at %1, undecided.</source>
        <extracomment>%1 is a time such as 03:55:12Z</extracomment>
        <translation>O pedido expira às %1 sem decisão.</translation>
    </message>
    <message>
        <source>Escalated: a person has to look at it.</source>
        <translation>Escalonado: uma pessoa precisa olhar.</translation>
    </message>
    <message>
        <source>Canary of %1 rolled back</source>
        <extracomment>%1 is a service</extracomment>
        <translation>Canário de %1 revertido</translation>
    </message>
    <message>
        <source>Its traffic goes back to the version before.</source>
        <translation>O tráfego volta para a versão anterior.</translation>
    </message>
    <message>
        <source>Decision core not responding</source>
        <translation>O núcleo de decisão não responde</translation>
    </message>
    <message>
        <source>Since %1. Nothing can be decided.</source>
        <extracomment>%1 is a time such as 03:41:07Z</extracomment>
        <translation>Desde %1. Nada pode ser decidido.</translation>
    </message>
    <message>
        <source>%1 lost</source>
        <extracomment>%1 is a source such as Prometheus</extracomment>
        <translation>%1 perdido</translation>
    </message>
    <message>
        <source>No data since %1. Charts and scores stand still.</source>
        <extracomment>%1 is a time such as 03:41:07Z</extracomment>
        <translation>Sem dados desde %1. Gráficos e pontuações estão parados.</translation>
    </message>
    <message>
        <source>A patch still waits for a decision, until %1.</source>
        <extracomment>%1 is a time such as 03:55Z</extracomment>
        <translation>Um patch ainda espera uma decisão, até %1.</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>link</source>
        <translation>link</translation>
    </message>
    <message>
        <source>Breaker of %1</source>
        <extracomment>%1 is a service</extracomment>
        <translation>Disjuntor de %1</translation>
    </message>
    <message>
        <source>service</source>
        <translation>serviço</translation>
    </message>
    <message>
        <source>Approval %1, %2</source>
        <extracomment>%1 is an id, %2 a service</extracomment>
        <translation>Aprovação %1, %2</translation>
    </message>
    <message>
        <source>approval</source>
        <translation>aprovação</translation>
    </message>
    <message>
        <source>Canary %1, %2</source>
        <extracomment>%1 is an id, %2 a service</extracomment>
        <translation>Canário %1, %2</translation>
    </message>
    <message>
        <source>canary</source>
        <translation>canário</translation>
    </message>
    <message>
        <source>Record %1</source>
        <extracomment>%1 is the number of a record of the journal</extracomment>
        <translation>Registro %1</translation>
    </message>
    <message>
        <source>record</source>
        <translation>registro</translation>
    </message>
</context>
<context>
    <name>Permalink</name>
    <message>
        <source>“%1” is no link of Penelope: %2</source>
        <extracomment>%1 is what was given, %2 a sentence that says why</extracomment>
        <translation>“%1” não é um link do Penelope: %2</translation>
    </message>
    <message>
        <source>it is too long.</source>
        <translation>é longo demais.</translation>
    </message>
    <message>
        <source>it has to read penelope://approval/ID, canary/ID, event/NUMBER or breaker/SERVICE, perhaps with ?at=TIME behind.</source>
        <translation>ele precisa ter a forma penelope://approval/ID, canary/ID, event/NÚMERO ou breaker/SERVIÇO, talvez seguido de ?at=HORA.</translation>
    </message>
    <message>
        <source>there are links to approval, canary, event and breaker only.</source>
        <translation>só existem links para approval, canary, event e breaker.</translation>
    </message>
    <message>
        <source>its last part names nothing that could be there.</source>
        <translation>a última parte não nomeia nada que possa existir.</translation>
    </message>
    <message>
        <source>its time has to read as 2026-08-22T03:41:20Z.</source>
        <translation>a hora precisa ter a forma 2026-08-22T03:41:20Z.</translation>
    </message>
</context>
<context>
    <name>PlotLayer</name>
    <message>
        <source>control</source>
        <translation>controle</translation>
    </message>
    <message>
        <source>canary</source>
        <translation>canário</translation>
    </message>
</context>
<context>
    <name>ProbeWords</name>
    <message numerus="yes">
        <source>its certificate runs out in %n day(s)</source>
        <translation>
            <numerusform>o certificado vence em %n dia</numerusform>
            <numerusform>o certificado vence em %n dias</numerusform>
        </translation>
    </message>
    <message>
        <source>(renew it)</source>
        <translation>(renove-o)</translation>
    </message>
    <message>
        <source>The address begins with http://: everything goes over the line in the clear.</source>
        <translation>O endereço começa com http://: tudo passa pela rede sem criptografia.</translation>
    </message>
    <message>
        <source>It lets anybody ask.</source>
        <translation>Aceita consultas de qualquer um.</translation>
    </message>
    <message>
        <source>It scrapes this console.</source>
        <translation>Ele coleta as métricas deste console.</translation>
    </message>
    <message>
        <source>Missing: %1. Canaries can be judged; the score cannot be compared until Prometheus scrapes the address of [http] listen.</source>
        <translation>Faltam: %1. Canários podem ser julgados; a pontuação só poderá ser comparada quando o Prometheus coletar o endereço de [http] listen.</translation>
    </message>
    <message>
        <source>An address begins with http:// or https:// and names a host.</source>
        <translation>Um endereço começa com http:// ou https:// e tem o nome de uma máquina.</translation>
    </message>
    <message>
        <source>This name has no address. Is it spelled right, and is the VPN up?</source>
        <translation>Este nome não tem endereço. Está escrito certo? A VPN está ativa?</translation>
    </message>
    <message>
        <source>The machine answers, but nothing listens on this port. Is it the right port?</source>
        <translation>A máquina responde, mas nada escuta nesta porta. A porta está certa?</translation>
    </message>
    <message>
        <source>No answer in the time given. A firewall may swallow the question, or the time-out is too short.</source>
        <translation>Sem resposta no tempo dado. Um firewall pode estar descartando a consulta, ou o tempo limite é curto demais.</translation>
    </message>
    <message>
        <source>The network does not lead there, or the line broke.</source>
        <translation>A rede não chega até lá, ou a conexão caiu.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not trusted. Give the file of its authority as CA.</source>
        <translation>O certificado do servidor não é confiável. Indique como CA o arquivo da autoridade que o emitiu.</translation>
    </message>
    <message>
        <source>No encryption could be agreed on. Does this port speak https?</source>
        <translation>Não houve acordo sobre a criptografia. Esta porta fala https?</translation>
    </message>
    <message>
        <source>A file that this connection names cannot be read.</source>
        <translation>Um arquivo citado por esta conexão não pode ser lido.</translation>
    </message>
    <message>
        <source>It wants to know who asks: the secret is missing or wrong.</source>
        <translation>O servidor quer saber quem consulta: o segredo falta ou está errado.</translation>
    </message>
    <message>
        <source>It knows the secret, and does not let it ask.</source>
        <translation>O servidor conhece o segredo, mas não permite a consulta.</translation>
    </message>
    <message>
        <source>It points elsewhere, which is not followed. Give that address instead.</source>
        <translation>O servidor redireciona para outro lugar, o que não é seguido. Use aquele endereço.</translation>
    </message>
    <message>
        <source>Something answers there, and it is no Prometheus. Is a path missing in the address?</source>
        <translation>Algo responde ali, mas não é um Prometheus. Falta um caminho no endereço?</translation>
    </message>
    <message>
        <source>Prometheus refused the question.</source>
        <translation>O Prometheus recusou a consulta.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Endereço</translation>
    </message>
    <message>
        <source>DNS</source>
        <translation>DNS</translation>
    </message>
    <message>
        <source>TCP</source>
        <translation>TCP</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>Autenticação</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>Consulta</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Séries</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>falhou</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>sem uso</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>numbers of series: those that are there, of those that are looked for</extracomment>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>ok</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <extracomment>%1 is a number of milliseconds</extracomment>
        <translation>%1 ms</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Space</source>
        <translation>Espaço</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>Backtab</source>
        <translation>Shift+Tab</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Ins</source>
        <translation>Ins</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>PrtSc</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>End</source>
        <translation>End</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Seta esquerda</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Seta acima</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Seta direita</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Seta abaixo</translation>
    </message>
    <message>
        <source>PgUp</source>
        <translation>PgUp</translation>
    </message>
    <message>
        <source>PgDown</source>
        <translation>PgDn</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>Backspace</source>
        <translation>Backspace</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>Commit %1 by %2</source>
        <extracomment>%1 the id of a commit, %2 a person</extracomment>
        <translation>Commit %1 de %2</translation>
    </message>
    <message>
        <source>Commit %1 by %2, “%3”</source>
        <extracomment>%1 the id of a commit, %2 a person, %3 the summary of the commit</extracomment>
        <translation>Commit %1 de %2, “%3”</translation>
    </message>
    <message>
        <source>%1 before the onset</source>
        <extracomment>%1 is a span of time such as &quot;11 min&quot;; the onset is that of the anomaly</extracomment>
        <translation>%1 antes do início</translation>
    </message>
    <message>
        <source>A precedent</source>
        <translation>Um precedente</translation>
    </message>
    <message>
        <source>Precedent %1, %2 similar,</source>
        <extracomment>%1 the id of a precedent, %2 a similarity such as 0.93</extracomment>
        <translation>O precedente %1, semelhança %2,</translation>
    </message>
    <message>
        <source>It looks again after %1.</source>
        <translation>Verifica de novo depois de %1.</translation>
    </message>
    <message>
        <source>rule %1 would have decided: %2</source>
        <extracomment>%1 the number of a rule, %2 a decision such as &quot;escalate&quot;</extracomment>
        <translation>a regra %1 teria decidido: %2</translation>
    </message>
    <message>
        <source>error rate</source>
        <translation>taxa de erros</translation>
    </message>
    <message>
        <source>success rate</source>
        <translation>taxa de sucesso</translation>
    </message>
    <message>
        <source>p99 latency</source>
        <translation>latência p99</translation>
    </message>
    <message>
        <source>p95 latency</source>
        <translation>latência p95</translation>
    </message>
    <message>
        <source>median latency</source>
        <translation>latência mediana</translation>
    </message>
    <message>
        <source>latency</source>
        <translation>latência</translation>
    </message>
    <message>
        <source>requests</source>
        <translation>requisições</translation>
    </message>
    <message>
        <source>affected users</source>
        <translation>usuários afetados</translation>
    </message>
    <message>
        <source>queue depth</source>
        <translation>tamanho da fila</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>memória</translation>
    </message>
    <message>
        <source>processor</source>
        <translation>processador</translation>
    </message>
    <message>
        <source>pool in use</source>
        <translation>conexões em uso</translation>
    </message>
    <message>
        <source>saturation</source>
        <translation>saturação</translation>
    </message>
    <message>
        <source>complexity</source>
        <translation>complexidade</translation>
    </message>
    <message>
        <source>dependencies</source>
        <translation>dependências</translation>
    </message>
    <message>
        <source>recent changes</source>
        <translation>alterações recentes</translation>
    </message>
    <message>
        <source>test coverage</source>
        <translation>cobertura de testes</translation>
    </message>
    <message>
        <source>commits of the service</source>
        <translation>commits do serviço</translation>
    </message>
    <message>
        <source>severity</source>
        <translation>severidade</translation>
    </message>
    <message>
        <source>similar episodes</source>
        <translation>episódios semelhantes</translation>
    </message>
    <message>
        <source>of them resolved by themselves</source>
        <translation>destes, resolvidos sozinhos</translation>
    </message>
    <message>
        <source>risk</source>
        <translation>risco</translation>
    </message>
    <message>
        <source>impact</source>
        <translation>impacto</translation>
    </message>
    <message>
        <source>precedents</source>
        <translation>precedentes</translation>
    </message>
    <message>
        <source>similarity that gives its own level</source>
        <translation>semelhança que dá o nível próprio</translation>
    </message>
    <message>
        <source>a precedent</source>
        <translation>um precedente</translation>
    </message>
    <message>
        <source>similarity of a precedent that succeeded</source>
        <translation>semelhança de um precedente que deu certo</translation>
    </message>
    <message>
        <source>similarity of a precedent that failed</source>
        <translation>semelhança de um precedente que falhou</translation>
    </message>
    <message>
        <source>outcome of the precedent</source>
        <translation>desfecho do precedente</translation>
    </message>
    <message>
        <source>similarity of the precedent</source>
        <translation>semelhança do precedente</translation>
    </message>
    <message>
        <source>no patch was found</source>
        <translation>nenhum patch foi encontrado</translation>
    </message>
    <message>
        <source>the patch was rejected</source>
        <translation>o patch foi rejeitado</translation>
    </message>
    <message>
        <source>the request expired</source>
        <translation>o pedido expirou</translation>
    </message>
    <message>
        <source>the patch was cancelled</source>
        <translation>o patch foi cancelado</translation>
    </message>
    <message>
        <source>the patch was refused</source>
        <translation>o patch foi recusado</translation>
    </message>
    <message>
        <source>similarity</source>
        <translation>semelhança</translation>
    </message>
    <message>
        <source>confidence</source>
        <translation>confiança</translation>
    </message>
    <message>
        <source>UNKNOWN</source>
        <translation>DESCONHECIDO</translation>
    </message>
    <message>
        <source>%1, %2 similar</source>
        <extracomment>an outcome such as &quot;success&quot;, a similarity such as 0.93</extracomment>
        <translation>%1, semelhança %2</translation>
    </message>
    <message>
        <source>success</source>
        <translation>sucesso</translation>
    </message>
    <message>
        <source>failure</source>
        <translation>falha</translation>
    </message>
    <message>
        <source>rollback</source>
        <translation>reversão</translation>
    </message>
    <message>
        <source>outcome open</source>
        <translation>desfecho em aberto</translation>
    </message>
    <message>
        <source>Its dependency %1 had %2 %3 before the onset (anomaly %4).</source>
        <extracomment>%1 a service, %2 a kind of anomaly, %3 a span of time, %4 the id of an anomaly</extracomment>
        <translation>Sua dependência %1 teve %2 %3 antes do início (anomalia %4).</translation>
    </message>
    <message>
        <source>Saturated: %1 at %2.</source>
        <extracomment>%1 is what is saturated, %2 how far</extracomment>
        <translation>Saturado: %1 em %2.</translation>
    </message>
    <message>
        <source>The alert says: %1</source>
        <extracomment>%1 are the words of an alert</extracomment>
        <translation>O alerta diz: %1</translation>
    </message>
    <message>
        <source>As in precedent %1, %2 similar.</source>
        <extracomment>%1 the id of a precedent, %2 a similarity</extracomment>
        <translation>Como no precedente %1, semelhança %2.</translation>
    </message>
    <message>
        <source>No cause was found in commits, dependencies, saturation, annotations and precedents.</source>
        <translation>Nenhuma causa foi encontrada em commits, dependências, saturação, anotações e precedentes.</translation>
    </message>
    <message>
        <source>%1 of %2 at severity %3.</source>
        <extracomment>the symptom: %1 a kind of anomaly, %2 a service, %3 a severity</extracomment>
        <translation>%1 de %2 na severidade %3.</translation>
    </message>
    <message>
        <source>from precedents</source>
        <translation>a partir de precedentes</translation>
    </message>
    <message>
        <source>given by who reported it</source>
        <translation>informada por quem relatou</translation>
    </message>
    <message>
        <source>from rules</source>
        <translation>a partir de regras</translation>
    </message>
    <message>
        <source>there is no precedent</source>
        <translation>não há precedente</translation>
    </message>
    <message>
        <source>Nearly all similar episodes went away by themselves.</source>
        <translation>Quase todos os episódios semelhantes passaram sozinhos.</translation>
    </message>
    <message>
        <source>%1 of %2 similar episodes went away by themselves.</source>
        <extracomment>%1 of %2 episodes</extracomment>
        <translation>%1 de %2 episódios semelhantes passaram sozinhos.</translation>
    </message>
    <message>
        <source>Risk %1 is above impact %2, so a person must decide.</source>
        <extracomment>%1 a risk, %2 an impact, both 0 to 1</extracomment>
        <translation>O risco %1 está acima do impacto %2; uma pessoa precisa decidir.</translation>
    </message>
    <message>
        <source>%1 succeeded: level %2. Risk %3 is not above impact %4.</source>
        <extracomment>%1 is &quot;Precedent … similar,&quot;, %2 a level such as &quot;3, surgical&quot;, %3 a risk, %4 an impact</extracomment>
        <translation>%1 deu certo: nível %2. O risco %3 não está acima do impacto %4.</translation>
    </message>
    <message>
        <source>%1 ended in %2 and none succeeded, so a person must decide.</source>
        <extracomment>%1 is &quot;Precedent … similar,&quot;, %2 an outcome such as &quot;rollback&quot;</extracomment>
        <translation>%1 terminou em %2 e nenhum deu certo; uma pessoa precisa decidir.</translation>
    </message>
    <message>
        <source>Severity %1, impact %2, risk %3 and no precedent with an outcome: level %4.</source>
        <translation>Severidade %1, impacto %2, risco %3 e nenhum precedente com desfecho: nível %4.</translation>
    </message>
    <message>
        <source>Severity %1, impact %2, risk %3 and no precedent: nothing forces an intervention.</source>
        <translation>Severidade %1, impacto %2, risco %3 e nenhum precedente: nada obriga a intervir.</translation>
    </message>
    <message>
        <source>Transient: enough similar episodes, nearly all went away by themselves</source>
        <translation>Passageira: episódios semelhantes suficientes, quase todos passaram sozinhos</translation>
    </message>
    <message>
        <source>Intervening is riskier than waiting</source>
        <translation>Intervir é mais arriscado do que esperar</translation>
    </message>
    <message>
        <source>A similar case was healed before</source>
        <translation>Um caso semelhante já foi resolvido</translation>
    </message>
    <message>
        <source>A similar case was tried, failed, and none succeeded</source>
        <translation>Um caso semelhante foi tentado, falhou, e nenhum deu certo</translation>
    </message>
    <message>
        <source>Severity P0 or P1</source>
        <translation>Severidade P0 ou P1</translation>
    </message>
    <message>
        <source>Otherwise</source>
        <translation>Caso contrário</translation>
    </message>
    <message>
        <source>none: %1</source>
        <translation>nenhum: %1</translation>
    </message>
    <message>
        <source>%1: there is one, %2</source>
        <extracomment>%1 what must not be there, %2 what is</extracomment>
        <translation>%1: há, %2</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nenhum</translation>
    </message>
    <message>
        <source>%1 %2, needs at least %3</source>
        <extracomment>%1 an input of a rule, %2 its value, %3 the limit</extracomment>
        <translation>%1 %2, precisa de pelo menos %3</translation>
    </message>
    <message>
        <source>%1 %2, needs more than %3</source>
        <translation>%1 %2, precisa de mais que %3</translation>
    </message>
    <message>
        <source>Had it not been that %1, %2.</source>
        <extracomment>%1 what happened to a patch, %2 &quot;rule 3 would have decided: intervene&quot;</extracomment>
        <translation>Se não fosse que %1, %2.</translation>
    </message>
    <message>
        <source>With one more precedent (%1), %2.</source>
        <extracomment>%1 an outcome and its similarity, %2 &quot;rule 3 would have decided: intervene&quot;</extracomment>
        <translation>Com mais um precedente (%1), %2.</translation>
    </message>
    <message>
        <source>With %1 %2 instead of %3, %4.</source>
        <extracomment>%1 an input, %2 another value, %3 its value, %4 &quot;rule 2 would have decided: escalate&quot;</extracomment>
        <translation>Com %1 %2 em vez de %3, %4.</translation>
    </message>
    <message>
        <source>A metric of the canary went past its critical limit</source>
        <translation>Uma métrica do canário passou do limite crítico</translation>
    </message>
    <message>
        <source>The evidence says that the canary is worse than stable</source>
        <translation>A evidência diz que o canário é pior que a versão estável</translation>
    </message>
    <message>
        <source>The canary failed more than its limit allows</source>
        <translation>O canário falhou mais do que seu limite permite</translation>
    </message>
    <message>
        <source>The canary stopped sending data</source>
        <translation>O canário parou de enviar dados</translation>
    </message>
    <message>
        <source>The router does not answer</source>
        <translation>O roteador não responde</translation>
    </message>
    <message>
        <source>The canary could not be started</source>
        <translation>O canário não pôde ser iniciado</translation>
    </message>
    <message>
        <source>The promotion failed</source>
        <translation>A promoção falhou</translation>
    </message>
    <message>
        <source>The service got worse after the promotion</source>
        <translation>O serviço piorou depois da promoção</translation>
    </message>
    <message>
        <source>A person aborted it</source>
        <translation>Uma pessoa o abortou</translation>
    </message>
    <message>
        <source>A person cancelled it</source>
        <translation>Uma pessoa o cancelou</translation>
    </message>
    <message>
        <source>Both versions were in trouble, so nothing could be compared</source>
        <translation>As duas versões estavam com problemas; nada pôde ser comparado</translation>
    </message>
    <message>
        <source>It was rolled back</source>
        <translation>Foi revertido</translation>
    </message>
    <message>
        <source>Nothing could be proposed that fits</source>
        <translation>Nada adequado pôde ser proposto</translation>
    </message>
    <message>
        <source>A person rejected the patch</source>
        <translation>Uma pessoa rejeitou o patch</translation>
    </message>
    <message>
        <source>Nobody decided about the patch in time</source>
        <translation>Ninguém decidiu sobre o patch a tempo</translation>
    </message>
    <message>
        <source>The patch was cancelled</source>
        <translation>O patch foi cancelado</translation>
    </message>
    <message>
        <source>The patch was refused</source>
        <translation>O patch foi recusado</translation>
    </message>
    <message>
        <source>A person is needed</source>
        <translation>É preciso uma pessoa</translation>
    </message>
    <message>
        <source>slow rate</source>
        <translation>taxa de lentidão</translation>
    </message>
    <message>
        <source>Alertmanager</source>
        <translation>Alertmanager</translation>
    </message>
    <message>
        <source>HTTP interface</source>
        <translation>interface HTTP</translation>
    </message>
    <message>
        <source>core</source>
        <translation>núcleo</translation>
    </message>
    <message>
        <source>journal</source>
        <translation>diário</translation>
    </message>
    <message>
        <source>operator</source>
        <translation>operador</translation>
    </message>
    <message>
        <source>policy</source>
        <translation>política</translation>
    </message>
    <message>
        <source>Prometheus</source>
        <translation>Prometheus</translation>
    </message>
    <message>
        <source>service</source>
        <translation>serviço</translation>
    </message>
</context>
<context>
    <name>Reflection</name>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is a service, %2 what was learnt about it</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>From %1 to %2</source>
        <translation>De %1 a %2</translation>
    </message>
    <message>
        <source>Decisions: %1 observe, %2 intervene, %3 escalate</source>
        <translation>Decisões: %1 observar, %2 intervir, %3 escalar</translation>
    </message>
    <message>
        <source>Requests: %1 approved, %2 rejected, %3 expired</source>
        <translation>Pedidos: %1 aprovados, %2 rejeitados, %3 expirados</translation>
    </message>
    <message>
        <source>Canaries: %1 started, %2 of them as exceptions</source>
        <translation>Canários: %1 iniciados, %2 deles como exceções</translation>
    </message>
    <message>
        <source>Patches: %1 promoted, %2 rolled back, %3 refused, %4 cancelled, %5 in shadow only</source>
        <translation>Patches: %1 promovidos, %2 revertidos, %3 recusados, %4 cancelados, %5 só em sombra</translation>
    </message>
    <message>
        <source>Lessons: %1</source>
        <translation>Lições: %1</translation>
    </message>
</context>
<context>
    <name>SandboxWords</name>
    <message>
        <source>missing</source>
        <translation>faltando</translation>
    </message>
    <message>
        <source>offered</source>
        <translation>disponível</translation>
    </message>
    <message>
        <source>Twin: bubblewrap</source>
        <translation>Gêmeo: bubblewrap</translation>
    </message>
    <message>
        <source>No patch is tried without it: apt install bubblewrap.</source>
        <translation>Sem ele nenhum patch é testado: apt install bubblewrap.</translation>
    </message>
    <message>
        <source>Twin: filter of system calls</source>
        <translation>Gêmeo: filtro de chamadas de sistema</translation>
    </message>
    <message>
        <source>penelope-confine does not lie beside the program; no patch is tried.</source>
        <translation>O penelope-confine não está ao lado do programa; nenhum patch é testado.</translation>
    </message>
    <message>
        <source>Twin: user namespaces</source>
        <translation>Gêmeo: espaços de nomes de usuário</translation>
    </message>
    <message>
        <source>The kernel has them switched off; no patch is tried unless as root.</source>
        <translation>O kernel os mantém desligados; nenhum patch é testado a não ser como root.</translation>
    </message>
    <message>
        <source>Twin: control groups</source>
        <translation>Gêmeo: grupos de controle</translation>
    </message>
    <message>
        <source>None is delegated: limits are the kernel&apos;s on each process, and memory of all together is watched ten times a second.</source>
        <translation>Nenhum é delegado: os limites são os do kernel em cada processo, e a memória de todos juntos é vigiada dez vezes por segundo.</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>The breaker stays closed, %1 of %2 failures.</source>
        <extracomment>%1 of %2 failures before the circuit breaker opens</extracomment>
        <translation>O disjuntor fica fechado, %1 de %2 falhas.</translation>
    </message>
    <message>
        <source>The breaker stays open.</source>
        <translation>O disjuntor fica aberto.</translation>
    </message>
    <message>
        <source>The breaker stays half-open.</source>
        <translation>O disjuntor fica meio-aberto.</translation>
    </message>
    <message>
        <source>It waits until the rest day ends.</source>
        <translation>Espera até o dia de descanso acabar.</translation>
    </message>
    <message>
        <source>It waits until %1.</source>
        <translation>Espera até %1.</translation>
    </message>
    <message>
        <source>No rest day; budget %1 of %2 used this hour.</source>
        <extracomment>%1 of %2 canaries started this hour</extracomment>
        <translation>Sem dia de descanso; orçamento %1 de %2 usado nesta hora.</translation>
    </message>
    <message>
        <source>escalated</source>
        <translation>escalonado</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>aguardando</translation>
    </message>
    <message>
        <source>approved by you</source>
        <translation>aprovado por você</translation>
    </message>
    <message>
        <source>seen</source>
        <translation>visto</translation>
    </message>
    <message>
        <source>seen by</source>
        <translation>visto por</translation>
    </message>
    <message>
        <source>snoozed</source>
        <translation>adiado</translation>
    </message>
    <message>
        <source>being judged</source>
        <translation>em julgamento</translation>
    </message>
    <message>
        <source>observed</source>
        <translation>observado</translation>
    </message>
    <message>
        <source>patch on its way</source>
        <translation>patch a caminho</translation>
    </message>
    <message>
        <source>approved</source>
        <translation>aprovado</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>rejeitado</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>expirado</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>cancelado</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>fechado</translation>
    </message>
    <message>
        <source>resolved</source>
        <translation>resolvido</translation>
    </message>
    <message>
        <source>next look %1</source>
        <translation>próxima verificação %1</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>até %1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>%1 is a verb such as &quot;approved&quot;, %2 who did it</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>votes given of votes needed
----------
time watched so far, of how much: &quot;07:00 of 15:00&quot;
----------
%1 is how much evidence there is, such as &quot;×27&quot;, %2 how much is needed</extracomment>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Aguardando</translation>
    </message>
    <message>
        <source>Snoozed</source>
        <translation>Adiados</translation>
    </message>
    <message>
        <source>Acknowledged by others</source>
        <translation>Assumidos por outros</translation>
    </message>
    <message>
        <source>Observed</source>
        <translation>Observados</translation>
    </message>
    <message>
        <source>Decided, last 12 h</source>
        <translation>Decididos, últimas 12 h</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>faltam %1</translation>
    </message>
    <message>
        <source>risk %1</source>
        <translation>risco %1</translation>
    </message>
    <message>
        <source>needs %1</source>
        <translation>precisa de %1</translation>
    </message>
    <message>
        <source>%1 unknown</source>
        <translation>%1 sem valor</translation>
    </message>
    <message>
        <source>%1, since %2</source>
        <translation>%1, desde %2</translation>
    </message>
    <message>
        <source>One more approval, then a canary at %1 %. %2</source>
        <translation>Mais uma aprovação, depois um canário a %1 %. %2</translation>
    </message>
    <message>
        <source>Canary at %1 % starts at once. %2</source>
        <translation>O canário a %1 % começa já. %2</translation>
    </message>
    <message>
        <source>Expires: not approved. %1</source>
        <translation>Expira: não aprovado. %1</translation>
    </message>
    <message>
        <source>Yours is the first of two approvals: nothing starts yet.</source>
        <translation>A sua é a primeira de duas aprovações: nada começa ainda.</translation>
    </message>
    <message>
        <source>The canary at %1 % waits until it may start.</source>
        <translation>O canário a %1 % espera até poder começar.</translation>
    </message>
    <message>
        <source>Yours is the second of two approvals: the canary starts at %1 % at once.</source>
        <translation>A sua é a segunda de duas aprovações: o canário começa já a %1 %.</translation>
    </message>
    <message>
        <source>The canary starts at %1 % at once.</source>
        <translation>O canário começa já a %1 %.</translation>
    </message>
    <message>
        <source>Proposed by %1</source>
        <translation>Proposto por %1</translation>
    </message>
    <message>
        <source>Proposed by the remedy catalogue</source>
        <translation>Proposto pelo catálogo de remédios</translation>
    </message>
    <message>
        <source>Proposed as a revert</source>
        <translation>Proposto como reversão</translation>
    </message>
    <message>
        <source>Proposed from a precedent</source>
        <translation>Proposto a partir de um precedente</translation>
    </message>
    <message>
        <source>Proposed by a generator</source>
        <translation>Proposto por um gerador</translation>
    </message>
    <message>
        <source>no factor raises it</source>
        <extracomment>%1 of %2 factors</extracomment>
        <translation>nenhum fator o eleva</translation>
    </message>
    <message>
        <source>%1 of %2 factors raise it</source>
        <translation>%1 de %2 fatores o elevam</translation>
    </message>
    <message>
        <source>%1 if the unknown one does too</source>
        <translation>%1 se o desconhecido também elevar</translation>
    </message>
    <message>
        <source>%1 if the unknown ones do too</source>
        <translation>%1 se os desconhecidos também elevarem</translation>
    </message>
    <message>
        <source>deciding:</source>
        <translation>decidindo:</translation>
    </message>
    <message>
        <source>%1 is %2, limit %3.</source>
        <extracomment>%1 is a metric, %2 its value, %3 its limit</extracomment>
        <translation>%1 é %2, limite %3.</translation>
    </message>
    <message>
        <source>Unmeasured so far, and counted as unknown, not as 0: %1.</source>
        <extracomment>%1 is a list of metrics</extracomment>
        <translation>Sem medida até agora, e contado como desconhecido, não como 0: %1.</translation>
    </message>
    <message>
        <source>PAUSED</source>
        <translation>PAUSADO</translation>
    </message>
    <message>
        <source>ROLLING BACK</source>
        <translation>REVERTENDO</translation>
    </message>
    <message>
        <source>UNCONFIRMED</source>
        <translation>NÃO CONFIRMADO</translation>
    </message>
    <message>
        <source>HOLD</source>
        <translation>RETIDO</translation>
    </message>
    <message>
        <source>rolled back</source>
        <translation>revertido</translation>
    </message>
    <message>
        <source>Starting.</source>
        <translation>Iniciando.</translation>
    </message>
    <message>
        <source>The canary&apos;s tree is checked out and started; no traffic goes to it yet.</source>
        <translation>A árvore do canário é preparada e iniciada; ainda não recebe tráfego.</translation>
    </message>
    <message>
        <source>Paused.</source>
        <extracomment>%1 is the reason for the pause</extracomment>
        <translation>Pausado.</translation>
    </message>
    <message>
        <source>%1 It keeps its share and waits for a person.</source>
        <translation>%1 Mantém sua parcela e espera por uma pessoa.</translation>
    </message>
    <message>
        <source>Promoting.</source>
        <translation>Promovendo.</translation>
    </message>
    <message>
        <source>Every step passed; the change is committed and deployed to the stable arm.</source>
        <translation>Todas as etapas passaram; a mudança é gravada e implantada no braço estável.</translation>
    </message>
    <message>
        <source>Rolling back.</source>
        <translation>Revertendo.</translation>
    </message>
    <message>
        <source>Completed.</source>
        <translation>Concluído.</translation>
    </message>
    <message>
        <source>The change is on the service&apos;s branch and takes all traffic.</source>
        <translation>A mudança está no ramo do serviço e recebe todo o tráfego.</translation>
    </message>
    <message>
        <source>Rolled back.</source>
        <translation>Revertido.</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Cancelado.</translation>
    </message>
    <message>
        <source>Hold.</source>
        <translation>Retido.</translation>
    </message>
    <message>
        <source>The router does not confirm the share: %1</source>
        <translation>O roteador não confirma a parcela: %1</translation>
    </message>
    <message>
        <source>Watching.</source>
        <translation>Observando.</translation>
    </message>
    <message>
        <source>Every metric is within its limit so far.</source>
        <translation>Todas as métricas estão dentro do limite até agora.</translation>
    </message>
    <message>
        <source>not started</source>
        <translation>não iniciado</translation>
    </message>
    <message>
        <source>%1, step %2 of %3</source>
        <extracomment>%1 is a share such as &quot;25 %&quot;, %2 and %3 count steps</extracomment>
        <translation>%1, etapa %2 de %3</translation>
    </message>
    <message>
        <source>not before %1</source>
        <extracomment>%1 is the earliest time of a step</extracomment>
        <translation>não antes de %1</translation>
    </message>
    <message>
        <source>LOST %1</source>
        <translation>PERDIDO %1</translation>
    </message>
    <message>
        <source>STALE %1</source>
        <translation>DESATUALIZADO %1</translation>
    </message>
    <message>
        <source>NO DATA %1</source>
        <translation>SEM DADOS %1</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>sem dados</translation>
    </message>
    <message>
        <source>Canary</source>
        <translation>Canário</translation>
    </message>
    <message>
        <source>Control</source>
        <translation>Controle</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Mudança</translation>
    </message>
    <message>
        <source>n/a</source>
        <translation>n/d</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>aviso</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>crítico</translation>
    </message>
    <message>
        <source>UNKNOWN</source>
        <translation>DESCONHECIDO</translation>
    </message>
    <message>
        <source>limit %1</source>
        <translation>limite %1</translation>
    </message>
    <message>
        <source>Traffic share</source>
        <translation>Parcela do tráfego</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Decidida</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Medida</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>ainda não</translation>
    </message>
    <message>
        <source>unconfirmed</source>
        <translation>não confirmada</translation>
    </message>
    <message>
        <source>confirmed %1</source>
        <translation>confirmada %1</translation>
    </message>
    <message>
        <source>%1, decided %2</source>
        <translation>%1, decidida %2</translation>
    </message>
    <message>
        <source>promoted</source>
        <translation>promovido</translation>
    </message>
    <message>
        <source>%1: nothing is promoted meanwhile.</source>
        <extracomment>%1 is how long ago data stopped, as &quot;NO DATA 05:30&quot;</extracomment>
        <translation>%1: nada é promovido enquanto isso.</translation>
    </message>
    <message>
        <source>Step ends in %1 of fresh data</source>
        <translation>A etapa termina em %1 de dados novos</translation>
    </message>
    <message>
        <source>Auto-promote on</source>
        <translation>Promoção automática ligada</translation>
    </message>
    <message>
        <source>Auto-promote off</source>
        <translation>Promoção automática desligada</translation>
    </message>
    <message>
        <source>Auto-rollback on</source>
        <translation>Reversão automática ligada</translation>
    </message>
    <message>
        <source>Auto-rollback off</source>
        <translation>Reversão automática desligada</translation>
    </message>
    <message>
        <source>It waits until the freeze ends.</source>
        <translation>Espera até o congelamento terminar.</translation>
    </message>
    <message>
        <source>to be reviewed</source>
        <translation>a rever</translation>
    </message>
    <message>
        <source>Canary at %1 %. %2</source>
        <extracomment>%1 a share of traffic, %2 a sentence that says what it waits for</extracomment>
        <translation>Canário em %1 %. %2</translation>
    </message>
    <message>
        <source>× stable</source>
        <translation>× estável</translation>
    </message>
    <message>
        <source>breached since %1</source>
        <translation>violado desde %1</translation>
    </message>
    <message>
        <source>95 % interval of the canary %1</source>
        <extracomment>%1 is an interval such as &quot;490–571&quot;</extracomment>
        <translation>intervalo de 95 % do canário %1</translation>
    </message>
    <message>
        <source>judged points only</source>
        <translation>somente pontos julgados</translation>
    </message>
    <message>
        <source>before and between the judged points: Prometheus</source>
        <translation>antes e entre os pontos julgados: Prometheus</translation>
    </message>
    <message>
        <source>cannot be told: no bucket edge fits</source>
        <translation>não se pode dizer: nenhum limite de faixa serve</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nada</translation>
    </message>
    <message>
        <source>%1 requests without a failure</source>
        <translation>%1 requisições sem falha</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>cerca de %1</translation>
    </message>
    <message>
        <source>no traffic to tell</source>
        <translation>sem tráfego para dizer</translation>
    </message>
    <message>
        <source>over ×%1</source>
        <translation>mais de ×%1</translation>
    </message>
    <message>
        <source>over %1</source>
        <translation>acima de %1</translation>
    </message>
    <message>
        <source>%1 (holds only)</source>
        <translation>%1 (só retém)</translation>
    </message>
    <message>
        <source>fails %1 times as often as stable</source>
        <extracomment>%1 is an interval such as &quot;0.6–1.9&quot;</extracomment>
        <translation>falha %1 vezes tanto quanto a estável</translation>
    </message>
    <message>
        <source>nothing failed yet</source>
        <translation>nada falhou ainda</translation>
    </message>
    <message>
        <source>No bucket edge of %1 tells whether its limit is kept: it is judged as not critical.</source>
        <translation>Nenhum limite de faixa de %1 diz se o seu limite é respeitado: é julgada como não crítica.</translation>
    </message>
    <message>
        <source>At %1 requests/s and %2 the limit of %3 cannot be certified in %4: %5 requests without a failure are needed, %6 come.</source>
        <extracomment>%1 requests per second, %2 a share, %3 a metric, %4 a time, %5 and %6 numbers of requests</extracomment>
        <translation>Com %1 requisições/s e %2 o limite de %3 não pode ser certificado em %4: são necessárias %5 requisições sem falha, chegam %6.</translation>
    </message>
    <message>
        <source>Evidence that the canary is worse than stable: %1 needed to roll back, most by %2.</source>
        <extracomment>%1 is evidence such as &quot;×27 of 200&quot;, %2 a metric</extracomment>
        <translation>Evidência de que o canário é pior que a estável: %1 necessários para reverter, a maior parte por %2.</translation>
    </message>
    <message>
        <source>Evidence that the canary is over a limit: %1 needed to roll back, most by %2.</source>
        <translation>Evidência de que o canário está acima de um limite: %1 necessários para reverter, a maior parte por %2.</translation>
    </message>
    <message>
        <source>To go up, %1 are still needed (%2), %3.</source>
        <extracomment>%1 is &quot;120 requests without a failure&quot;, %2 a metric, %3 &quot;about 4 min&quot;</extracomment>
        <translation>Para subir, ainda são necessárias %1 (%2), %3.</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Evidência</translation>
    </message>
    <message>
        <source>worse than stable</source>
        <translation>pior que a estável</translation>
    </message>
    <message>
        <source>over the limit</source>
        <translation>acima do limite</translation>
    </message>
    <message>
        <source>hold</source>
        <translation>retém</translation>
    </message>
    <message>
        <source>roll back</source>
        <translation>reverte</translation>
    </message>
    <message>
        <source>Worse</source>
        <translation>Pior</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>Acima</translation>
    </message>
    <message>
        <source>rolls back at %1</source>
        <extracomment>%1 is a logarithm of evidence</extracomment>
        <translation>reverte em %1</translation>
    </message>
    <message>
        <source>Evidence of all critical metrics together, worse than stable %1, over the limit %2</source>
        <translation>Evidência de todas as métricas críticas juntas, pior que a estável %1, acima do limite %2</translation>
    </message>
    <message>
        <source>Proposed by the generator %1, a program; its own confidence is %2</source>
        <extracomment>%1 is the name of a program, %2 a number from 0 to 1</extracomment>
        <translation>Proposta pelo gerador %1, um programa; a confiança que ele declara é %2</translation>
    </message>
    <message>
        <source>from generator %1: %2</source>
        <extracomment>%1 is the name of a program, %2 what its patch does</extracomment>
        <translation>do gerador %1: %2</translation>
    </message>
    <message>
        <source>in the twin</source>
        <translation>no gêmeo</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>recusado</translation>
    </message>
    <message>
        <source>twin, %1 left</source>
        <extracomment>in the digital twin; %1 is a count-down such as &quot;00:34&quot;</extracomment>
        <translation>gêmeo, faltam %1</translation>
    </message>
    <message>
        <source>So far</source>
        <translation>Até aqui</translation>
    </message>
    <message>
        <source>%1: %2, since %3</source>
        <extracomment>%1 is a kind of anomaly, %2 a list of measured values, %3 a time</extracomment>
        <translation>%1: %2, desde %3</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>passou</translation>
    </message>
    <message>
        <source>not passed</source>
        <translation>não passou</translation>
    </message>
    <message>
        <source>no patch</source>
        <translation>sem patch</translation>
    </message>
    <message>
        <source>person</source>
        <translation>pessoa</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>%1 is &quot;approved&quot;, %2 what became of the patch, such as &quot;rolled back&quot;</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <extracomment>%1 what became of a patch, such as &quot;Rolled back&quot;, %2 a time</extracomment>
        <translation>%1 às %2</translation>
    </message>
</context>
<context>
    <name>SourceWords</name>
    <message>
        <source>Alerts</source>
        <translation>Alertas</translation>
    </message>
    <message>
        <source>%1 %2 of %3</source>
        <extracomment>%1 is &quot;OK&quot; or &quot;late&quot;, %2 an age, %3 the time between two readings</extracomment>
        <translation>%1 %2 de %3</translation>
    </message>
    <message>
        <source>%1, retrying now</source>
        <extracomment>%1 is &quot;LOST 06:02&quot;</extracomment>
        <translation>%1, tentando agora</translation>
    </message>
    <message>
        <source>%1, retry in %2</source>
        <extracomment>%1 is &quot;LOST 06:02&quot;, %2 a time left</extracomment>
        <translation>%1, nova tentativa em %2</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <extracomment>%1 is &quot;OK&quot;, &quot;late&quot; or &quot;STALE&quot;, %2 a time</extracomment>
        <translation>%1 desde %2</translation>
    </message>
    <message>
        <source>Last sample: %1</source>
        <translation>Última amostra: %1</translation>
    </message>
    <message>
        <source>Read every: %1</source>
        <translation>Lido a cada: %1</translation>
    </message>
    <message>
        <source>Last answer took: %1 ms</source>
        <translation>Última resposta levou: %1 ms</translation>
    </message>
    <message>
        <source>Next try: %1</source>
        <translation>Próxima tentativa: %1</translation>
    </message>
    <message>
        <source>Last error: %1</source>
        <translation>Último erro: %1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nenhum</translation>
    </message>
    <message>
        <source>So since: %1</source>
        <extracomment>%1 is a time</extracomment>
        <translation>Assim desde: %1</translation>
    </message>
    <message>
        <source>Why: %1</source>
        <translation>Por quê: %1</translation>
    </message>
</context>
<context>
    <name>StartWindow</name>
    <message>
        <source>%1 of %2 events</source>
        <extracomment>%1 and %2 are whole numbers, as &quot;3 000 of 90 000 events&quot;</extracomment>
        <translation>%1 de %2 eventos</translation>
    </message>
    <message>
        <source>%1 of %2 M events</source>
        <extracomment>%1 and %2 are millions, as &quot;3.1 of 10.0 M events&quot;</extracomment>
        <translation>%1 de %2 milhões de eventos</translation>
    </message>
</context>
<context>
    <name>events</name>
    <message>
        <source>journal created</source>
        <translation>diário criado</translation>
    </message>
    <message>
        <source>core started</source>
        <translation>núcleo iniciado</translation>
    </message>
    <message>
        <source>core stopped</source>
        <translation>núcleo parado</translation>
    </message>
    <message>
        <source>source freshness</source>
        <translation>atualidade da fonte</translation>
    </message>
    <message>
        <source>clock stepped</source>
        <translation>relógio saltou</translation>
    </message>
    <message>
        <source>rest day began</source>
        <translation>dia de descanso começou</translation>
    </message>
    <message>
        <source>rest day ended</source>
        <translation>dia de descanso acabou</translation>
    </message>
    <message>
        <source>access refused</source>
        <translation>acesso recusado</translation>
    </message>
    <message>
        <source>effect failed</source>
        <translation>efeito falhou</translation>
    </message>
    <message>
        <source>policy</source>
        <translation>política</translation>
    </message>
    <message>
        <source>operator added</source>
        <translation>operador incluído</translation>
    </message>
    <message>
        <source>operator changed</source>
        <translation>operador alterado</translation>
    </message>
    <message>
        <source>service registered</source>
        <translation>serviço registrado</translation>
    </message>
    <message>
        <source>service changed</source>
        <translation>serviço alterado</translation>
    </message>
    <message>
        <source>service retired</source>
        <translation>serviço aposentado</translation>
    </message>
    <message>
        <source>service armed</source>
        <translation>serviço armado</translation>
    </message>
    <message>
        <source>note</source>
        <translation>nota</translation>
    </message>
    <message>
        <source>anomaly</source>
        <translation>anomalia</translation>
    </message>
    <message>
        <source>severity changed</source>
        <translation>severidade alterada</translation>
    </message>
    <message>
        <source>diagnosis</source>
        <translation>diagnóstico</translation>
    </message>
    <message>
        <source>decision</source>
        <translation>decisão</translation>
    </message>
    <message>
        <source>no proposal</source>
        <translation>sem proposta</translation>
    </message>
    <message>
        <source>escalation closed</source>
        <translation>escalonamento encerrado</translation>
    </message>
    <message>
        <source>resolved</source>
        <translation>resolvido</translation>
    </message>
    <message>
        <source>patch proposed</source>
        <translation>patch proposto</translation>
    </message>
    <message>
        <source>patch checked</source>
        <translation>patch verificado</translation>
    </message>
    <message>
        <source>gentleness</source>
        <translation>suavidade</translation>
    </message>
    <message>
        <source>competence</source>
        <translation>competência</translation>
    </message>
    <message>
        <source>twin</source>
        <translation>gêmeo</translation>
    </message>
    <message>
        <source>patch waits</source>
        <translation>patch espera</translation>
    </message>
    <message>
        <source>patch released</source>
        <translation>patch liberado</translation>
    </message>
    <message>
        <source>exception</source>
        <translation>exceção</translation>
    </message>
    <message>
        <source>patch refused</source>
        <translation>patch recusado</translation>
    </message>
    <message>
        <source>patch cancelled</source>
        <translation>patch cancelado</translation>
    </message>
    <message>
        <source>patch promoted</source>
        <translation>patch promovido</translation>
    </message>
    <message>
        <source>watch finished</source>
        <translation>observação terminada</translation>
    </message>
    <message>
        <source>patch rolled back</source>
        <translation>patch revertido</translation>
    </message>
    <message>
        <source>precedent</source>
        <translation>precedente</translation>
    </message>
    <message>
        <source>lesson</source>
        <translation>lição</translation>
    </message>
    <message>
        <source>approval asked</source>
        <translation>aprovação pedida</translation>
    </message>
    <message>
        <source>request amended</source>
        <translation>pedido emendado</translation>
    </message>
    <message>
        <source>decision held</source>
        <translation>decisão retida</translation>
    </message>
    <message>
        <source>decision undone</source>
        <translation>decisão desfeita</translation>
    </message>
    <message>
        <source>approval</source>
        <translation>aprovação</translation>
    </message>
    <message>
        <source>rejection</source>
        <translation>rejeição</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>expirado</translation>
    </message>
    <message>
        <source>request cancelled</source>
        <translation>pedido cancelado</translation>
    </message>
    <message>
        <source>acknowledged</source>
        <translation>assumido</translation>
    </message>
    <message>
        <source>snoozed</source>
        <translation>adiado</translation>
    </message>
    <message>
        <source>reminder</source>
        <translation>lembrete</translation>
    </message>
    <message>
        <source>healing failed</source>
        <translation>recuperação falhou</translation>
    </message>
    <message>
        <source>breaker opened</source>
        <translation>disjuntor aberto</translation>
    </message>
    <message>
        <source>breaker refused</source>
        <translation>disjuntor recusou</translation>
    </message>
    <message>
        <source>probe taken</source>
        <translation>sonda tomada</translation>
    </message>
    <message>
        <source>probe given back</source>
        <translation>sonda devolvida</translation>
    </message>
    <message>
        <source>breaker closed</source>
        <translation>disjuntor fechado</translation>
    </message>
    <message>
        <source>canary prepared</source>
        <translation>canário preparado</translation>
    </message>
    <message>
        <source>canary started</source>
        <translation>canário iniciado</translation>
    </message>
    <message>
        <source>canary step</source>
        <translation>etapa do canário</translation>
    </message>
    <message>
        <source>traffic confirmed</source>
        <translation>tráfego confirmado</translation>
    </message>
    <message>
        <source>traffic unconfirmed</source>
        <translation>tráfego não confirmado</translation>
    </message>
    <message>
        <source>canary analysis</source>
        <translation>análise do canário</translation>
    </message>
    <message>
        <source>canary held</source>
        <translation>canário retido</translation>
    </message>
    <message>
        <source>canary paused</source>
        <translation>canário em pausa</translation>
    </message>
    <message>
        <source>canary resumed</source>
        <translation>canário retomado</translation>
    </message>
    <message>
        <source>rollback decided</source>
        <translation>reversão decidida</translation>
    </message>
    <message>
        <source>gate</source>
        <translation>portão</translation>
    </message>
    <message>
        <source>canary finished</source>
        <translation>canário terminado</translation>
    </message>
    <message>
        <source>healing frozen</source>
        <translation>recuperação congelada</translation>
    </message>
    <message>
        <source>freeze ended</source>
        <translation>congelamento encerrado</translation>
    </message>
    <message>
        <source>freeze expired</source>
        <translation>congelamento expirado</translation>
    </message>
    <message>
        <source>would-be act</source>
        <translation>ato em sombra</translation>
    </message>
    <message>
        <source>commit seen</source>
        <translation>commit observado</translation>
    </message>
    <message>
        <source>judgement requested</source>
        <translation>novo julgamento pedido</translation>
    </message>
    <message>
        <source>breaker reset asked</source>
        <translation>pedido de rearme do disjuntor</translation>
    </message>
    <message>
        <source>escalation acknowledged</source>
        <translation>escalonamento assumido</translation>
    </message>
</context>
<context>
    <name>fields</name>
    <message>
        <source>analysis every, ms</source>
        <translation>análise a cada, ms</translation>
    </message>
    <message>
        <source>anomaly</source>
        <translation>anomalia</translation>
    </message>
    <message>
        <source>applies</source>
        <translation>aplica-se</translation>
    </message>
    <message>
        <source>request</source>
        <translation>pedido</translation>
    </message>
    <message>
        <source>promotes by itself</source>
        <translation>promove sozinho</translation>
    </message>
    <message>
        <source>rolls back by itself</source>
        <translation>reverte sozinho</translation>
    </message>
    <message>
        <source>base commit</source>
        <translation>commit de base</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>linha de base</translation>
    </message>
    <message>
        <source>by</source>
        <translation>por</translation>
    </message>
    <message>
        <source>canary</source>
        <translation>canário</translation>
    </message>
    <message>
        <source>cause</source>
        <translation>causa</translation>
    </message>
    <message>
        <source>chain</source>
        <translation>cadeia</translation>
    </message>
    <message>
        <source>command</source>
        <translation>comando</translation>
    </message>
    <message>
        <source>commit</source>
        <translation>commit</translation>
    </message>
    <message>
        <source>confidence</source>
        <translation>confiança</translation>
    </message>
    <message>
        <source>source of confidence</source>
        <translation>fonte da confiança</translation>
    </message>
    <message>
        <source>configuration&apos;s SHA-256</source>
        <translation>SHA-256 da configuração</translation>
    </message>
    <message>
        <source>context</source>
        <translation>contexto</translation>
    </message>
    <message>
        <source>contracts broken</source>
        <translation>contratos quebrados</translation>
    </message>
    <message>
        <source>control</source>
        <translation>controle</translation>
    </message>
    <message>
        <source>counts</source>
        <translation>contagens</translation>
    </message>
    <message>
        <source>deadline</source>
        <translation>prazo</translation>
    </message>
    <message>
        <source>decided</source>
        <translation>decidido</translation>
    </message>
    <message>
        <source>decision</source>
        <translation>decisão</translation>
    </message>
    <message>
        <source>diff&apos;s SHA-256</source>
        <translation>SHA-256 do diff</translation>
    </message>
    <message>
        <source>took, ms</source>
        <translation>levou, ms</translation>
    </message>
    <message>
        <source>took, µs</source>
        <translation>levou, µs</translation>
    </message>
    <message>
        <source>ends</source>
        <translation>termina</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>época</translation>
    </message>
    <message>
        <source>error</source>
        <translation>erro</translation>
    </message>
    <message>
        <source>evidence</source>
        <translation>evidências</translation>
    </message>
    <message>
        <source>exit code</source>
        <translation>código de saída</translation>
    </message>
    <message>
        <source>factors</source>
        <translation>fatores</translation>
    </message>
    <message>
        <source>failures</source>
        <translation>falhas</translation>
    </message>
    <message>
        <source>files</source>
        <translation>arquivos</translation>
    </message>
    <message>
        <source>fingerprint</source>
        <translation>impressão digital</translation>
    </message>
    <message>
        <source>forced</source>
        <translation>forçado</translation>
    </message>
    <message>
        <source>from</source>
        <translation>de</translation>
    </message>
    <message>
        <source>functions</source>
        <translation>funções</translation>
    </message>
    <message>
        <source>generated</source>
        <translation>gerado</translation>
    </message>
    <message>
        <source>gentleness</source>
        <translation>suavidade</translation>
    </message>
    <message>
        <source>given</source>
        <translation>dados</translation>
    </message>
    <message>
        <source>healthy</source>
        <translation>saudável</translation>
    </message>
    <message>
        <source>held back on stable</source>
        <translation>retido na estável</translation>
    </message>
    <message>
        <source>held until</source>
        <translation>retido até</translation>
    </message>
    <message>
        <source>host</source>
        <translation>máquina</translation>
    </message>
    <message>
        <source>hunks</source>
        <translation>trechos</translation>
    </message>
    <message>
        <source>hunks in all</source>
        <translation>trechos ao todo</translation>
    </message>
    <message>
        <source>impact</source>
        <translation>impacto</translation>
    </message>
    <message>
        <source>inputs</source>
        <translation>entradas</translation>
    </message>
    <message>
        <source>intent</source>
        <translation>intenção</translation>
    </message>
    <message>
        <source>journal</source>
        <translation>diário</translation>
    </message>
    <message>
        <source>judge</source>
        <translation>juiz</translation>
    </message>
    <message>
        <source>key</source>
        <translation>chave</translation>
    </message>
    <message>
        <source>last sample</source>
        <translation>última amostra</translation>
    </message>
    <message>
        <source>left, ms</source>
        <translation>restam, ms</translation>
    </message>
    <message>
        <source>lesson</source>
        <translation>lição</translation>
    </message>
    <message>
        <source>level</source>
        <translation>nível</translation>
    </message>
    <message>
        <source>limit</source>
        <translation>limite</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>linhas</translation>
    </message>
    <message>
        <source>lines added</source>
        <translation>linhas incluídas</translation>
    </message>
    <message>
        <source>lines removed</source>
        <translation>linhas removidas</translation>
    </message>
    <message>
        <source>load</source>
        <translation>carga</translation>
    </message>
    <message>
        <source>end of the log</source>
        <translation>fim do log</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>medido</translation>
    </message>
    <message>
        <source>metric</source>
        <translation>métrica</translation>
    </message>
    <message>
        <source>metrics</source>
        <translation>métricas</translation>
    </message>
    <message>
        <source>mode</source>
        <translation>modo</translation>
    </message>
    <message>
        <source>needed</source>
        <translation>necessários</translation>
    </message>
    <message>
        <source>origin</source>
        <translation>origem</translation>
    </message>
    <message>
        <source>overall risk</source>
        <translation>risco geral</translation>
    </message>
    <message>
        <source>p99 after, ms</source>
        <translation>p99 depois, ms</translation>
    </message>
    <message>
        <source>p99 before, ms</source>
        <translation>p99 antes, ms</translation>
    </message>
    <message>
        <source>patch</source>
        <translation>patch</translation>
    </message>
    <message>
        <source>percent</source>
        <translation>porcentagem</translation>
    </message>
    <message>
        <source>points</source>
        <translation>pontos</translation>
    </message>
    <message>
        <source>policy as of record</source>
        <translation>política do registro</translation>
    </message>
    <message>
        <source>precedent</source>
        <translation>precedente</translation>
    </message>
    <message>
        <source>precedents</source>
        <translation>precedentes</translation>
    </message>
    <message>
        <source>proposer</source>
        <translation>proponente</translation>
    </message>
    <message>
        <source>public key</source>
        <translation>chave pública</translation>
    </message>
    <message>
        <source>reason</source>
        <translation>motivo</translation>
    </message>
    <message>
        <source>reasoning</source>
        <translation>raciocínio</translation>
    </message>
    <message>
        <source>reflection</source>
        <translation>reflexão</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>recusado</translation>
    </message>
    <message>
        <source>registration</source>
        <translation>registro do serviço</translation>
    </message>
    <message>
        <source>requests</source>
        <translation>requisições</translation>
    </message>
    <message>
        <source>resolved</source>
        <translation>resolvido</translation>
    </message>
    <message>
        <source>result</source>
        <translation>resultado</translation>
    </message>
    <message>
        <source>results</source>
        <translation>resultados</translation>
    </message>
    <message>
        <source>reversibility</source>
        <translation>reversibilidade</translation>
    </message>
    <message>
        <source>looked at again</source>
        <translation>nova verificação</translation>
    </message>
    <message>
        <source>risk</source>
        <translation>risco</translation>
    </message>
    <message>
        <source>role</source>
        <translation>papel</translation>
    </message>
    <message>
        <source>way back</source>
        <translation>caminho de volta</translation>
    </message>
    <message>
        <source>rule</source>
        <translation>regra</translation>
    </message>
    <message>
        <source>running canaries</source>
        <translation>canários em curso</translation>
    </message>
    <message>
        <source>scope</source>
        <translation>escopo</translation>
    </message>
    <message>
        <source>score</source>
        <translation>pontuação</translation>
    </message>
    <message>
        <source>seen</source>
        <translation>visto</translation>
    </message>
    <message>
        <source>service</source>
        <translation>serviço</translation>
    </message>
    <message>
        <source>severity</source>
        <translation>severidade</translation>
    </message>
    <message>
        <source>shadow score</source>
        <translation>pontuação em sombra</translation>
    </message>
    <message>
        <source>share</source>
        <translation>parcela</translation>
    </message>
    <message>
        <source>signature</source>
        <translation>assinatura</translation>
    </message>
    <message>
        <source>under load, ms</source>
        <translation>sob carga, ms</translation>
    </message>
    <message>
        <source>source</source>
        <translation>fonte</translation>
    </message>
    <message>
        <source>stable</source>
        <translation>estável</translation>
    </message>
    <message>
        <source>stage</source>
        <translation>etapa</translation>
    </message>
    <message>
        <source>starts</source>
        <translation>começa</translation>
    </message>
    <message>
        <source>status</source>
        <translation>situação</translation>
    </message>
    <message>
        <source>step</source>
        <translation>passo</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>passos</translation>
    </message>
    <message>
        <source>suggestions</source>
        <translation>sugestões</translation>
    </message>
    <message>
        <source>tests failed</source>
        <translation>testes com falha</translation>
    </message>
    <message>
        <source>tests run</source>
        <translation>testes executados</translation>
    </message>
    <message>
        <source>text</source>
        <translation>texto</translation>
    </message>
    <message>
        <source>time divisor</source>
        <translation>divisor de tempo</translation>
    </message>
    <message>
        <source>to</source>
        <translation>para</translation>
    </message>
    <message>
        <source>total</source>
        <translation>total</translation>
    </message>
    <message>
        <source>asks because</source>
        <translation>pede porque</translation>
    </message>
    <message>
        <source>twin</source>
        <translation>gêmeo</translation>
    </message>
    <message>
        <source>type</source>
        <translation>tipo</translation>
    </message>
    <message>
        <source>undo</source>
        <translation>desfazer</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>desconhecidos</translation>
    </message>
    <message>
        <source>until</source>
        <translation>até</translation>
    </message>
    <message>
        <source>value</source>
        <translation>valor</translation>
    </message>
    <message>
        <source>verdict</source>
        <translation>veredito</translation>
    </message>
    <message>
        <source>version</source>
        <translation>versão</translation>
    </message>
    <message>
        <source>violations</source>
        <translation>violações</translation>
    </message>
    <message>
        <source>without intervention</source>
        <translation>sem intervenção</translation>
    </message>
    <message>
        <source>zone</source>
        <translation>fuso</translation>
    </message>
</context>
<context>
    <name>format</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 d</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>.</source>
        <comment>decimal sign</comment>
        <translation>,</translation>
    </message>
    <message>
        <source>%1 local</source>
        <extracomment>%1 is a time of the machine&apos;s zone</extracomment>
        <translation>%1 local</translation>
    </message>
</context>
<context>
    <name>penelope::console::DemoSession</name>
    <message>
        <source>You sign with a test key that belongs to the demonstration: it proves nothing.</source>
        <translation>Você assina com uma chave de teste que pertence à demonstração: ela não prova nada.</translation>
    </message>
</context>
<context>
    <name>penelope::console::FollowSession</name>
    <message>
        <source>No decision core runs on this journal; this console only follows it.</source>
        <translation>Nenhum núcleo de decisão roda neste diário; este console só o acompanha.</translation>
    </message>
    <message>
        <source>Process %1 on %2 writes this journal; this console follows it.</source>
        <extracomment>%1 is a process id, %2 a machine</extracomment>
        <translation>O processo %1 em %2 escreve este diário; este console o acompanha.</translation>
    </message>
</context>
<context>
    <name>penelope::console::LiveSession</name>
    <message>
        <source>The decision core does not answer.</source>
        <translation>O núcleo de decisão não responde.</translation>
    </message>
    <message>
        <source>The key of %1 is sealed: choose the operator again and type the passphrase</source>
        <translation>A chave de %1 está selada: escolha o operador de novo e digite a senha</translation>
    </message>
    <message>
        <source>The key of %1 is not at this desk</source>
        <translation>A chave de %1 não está nesta mesa</translation>
    </message>
    <message>
        <source>The keyring did not give the key of %1: nothing can be signed.</source>
        <translation>O chaveiro não entregou a chave de %1: nada pode ser assinado.</translation>
    </message>
    <message>
        <source>The keyring did not give the key of %1</source>
        <translation>O chaveiro não entregou a chave de %1</translation>
    </message>
    <message>
        <source>The key here is not the one that the journal knows of %1</source>
        <translation>A chave daqui não é a que o diário conhece de %1</translation>
    </message>
    <message>
        <source>The key of %1 lies without a passphrase in %2: whoever reads that file can decide in this name. penelopectl keys seal %1 closes it.</source>
        <extracomment>%1 is an operator&apos;s name, %2 a file</extracomment>
        <translation>A chave de %1 está sem senha em %2: quem ler esse arquivo pode decidir neste nome. penelopectl keys seal %1 a sela.</translation>
    </message>
    <message>
        <source>The key of %1 is sealed with a passphrase; it is open until this window closes.</source>
        <translation>A chave de %1 está selada com senha; fica aberta até esta janela fechar.</translation>
    </message>
    <message>
        <source>The key of %1 is sealed with a passphrase; Switch operator… opens it.</source>
        <translation>A chave de %1 está selada com senha; Trocar operador… a abre.</translation>
    </message>
    <message>
        <source>The key of %1 is in the keyring of this session.</source>
        <translation>A chave de %1 está no chaveiro desta sessão.</translation>
    </message>
    <message>
        <source>The journal is still being read.</source>
        <translation>O diário ainda está sendo lido.</translation>
    </message>
</context>
<context>
    <name>penelope::console::OfflineSession</name>
    <message>
        <source>%1 is only read; nothing can be decided here.</source>
        <extracomment>%1 is a file name</extracomment>
        <translation>%1 é só lido; nada pode ser decidido aqui.</translation>
    </message>
</context>
<context>
    <name>penelope::ui::AboutTab</name>
    <message>
        <source>Copy diagnostics</source>
        <translation>Copiar diagnóstico</translation>
    </message>
    <message>
        <source>For a report of trouble</source>
        <translation>Para relatar um problema</translation>
    </message>
    <message>
        <source>Versions, places, sources and their last errors. No secret is in it.</source>
        <translation>Versões, locais, fontes e seus últimos erros. Não contém nenhum segredo.</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Sobre</translation>
    </message>
</context>
<context>
    <name>penelope::ui::ActionList</name>
    <message>
        <source>Find or run a command</source>
        <translation>Buscar ou executar um comando</translation>
    </message>
    <message>
        <source>Keys of this screen</source>
        <translation>Teclas desta tela</translation>
    </message>
    <message>
        <source>Words, a number or an id</source>
        <translation>Palavras, um número ou um id</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>O que foi encontrado</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>Ações e suas teclas</translation>
    </message>
</context>
<context>
    <name>penelope::ui::Actions</name>
    <message>
        <source>Find or run a command</source>
        <translation>Buscar ou executar um comando</translation>
    </message>
    <message>
        <source>Reconnect and read again</source>
        <translation>Reconectar e ler de novo</translation>
    </message>
    <message>
        <source>Undo the held decision</source>
        <translation>Desfazer a decisão retida</translation>
    </message>
    <message>
        <source>Go to the attention strip</source>
        <translation>Ir à faixa de atenção</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>Próximo painel</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>Painel anterior</translation>
    </message>
    <message>
        <source>Next theme</source>
        <translation>Próximo tema</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Texto maior</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Texto menor</translation>
    </message>
    <message>
        <source>Normal text size</source>
        <translation>Tamanho normal do texto</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Configurações</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Sair</translation>
    </message>
    <message>
        <source>Help for this screen</source>
        <translation>Ajuda desta tela</translation>
    </message>
    <message>
        <source>Keys of this screen</source>
        <translation>Teclas desta tela</translation>
    </message>
    <message>
        <source>Freeze healing…</source>
        <translation>Congelar a recuperação…</translation>
    </message>
    <message>
        <source>End the freeze…</source>
        <translation>Encerrar o congelamento…</translation>
    </message>
    <message>
        <source>Reflection of the last rest day</source>
        <translation>Reflexão do último dia de descanso</translation>
    </message>
    <message>
        <source>Switch operator…</source>
        <translation>Trocar operador…</translation>
    </message>
    <message>
        <source>Back to live</source>
        <translation>Voltar ao vivo</translation>
    </message>
    <message>
        <source>Copy permalink</source>
        <translation>Copiar link permanente</translation>
    </message>
    <message>
        <source>Mute sound for 30 minutes, or end it</source>
        <translation>Silenciar por 30 minutos, ou encerrar o silêncio</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>Restaurar disposição</translation>
    </message>
    <message>
        <source>UTC or local time first</source>
        <translation>UTC ou hora local primeiro</translation>
    </message>
    <message>
        <source>Handover, shift notes…</source>
        <translation>Passagem de turno, notas…</translation>
    </message>
</context>
<context>
    <name>penelope::ui::AppearanceTab</name>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Escuro</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Alto contraste</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>--theme on the command line; view/theme in %1</source>
        <translation>--theme na linha de comando; view/theme em %1</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Tamanho do texto</translation>
    </message>
    <message>
        <source>view/zoom in %1</source>
        <translation>view/zoom em %1</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>Movimento</translation>
    </message>
    <message>
        <source>Nothing moves by itself</source>
        <translation>Nada se move sozinho</translation>
    </message>
    <message>
        <source>No part of this console blinks, slides or fades, so there is nothing to reduce.</source>
        <translation>Nenhuma parte deste console pisca, desliza ou esmaece; não há o que reduzir.</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>Restaurar disposição</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Janela</translation>
    </message>
    <message>
        <source>Size, place and splitters as on the first day.</source>
        <translation>Tamanho, posição e divisórias como no primeiro dia.</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aparência</translation>
    </message>
    <message>
        <source>The menu View goes to the next one. All three keep the same layout.</source>
        <translation>O menu Exibir passa ao próximo. Os três mantêm a mesma disposição.</translation>
    </message>
    <message>
        <source>The menu View changes it anywhere.</source>
        <translation>O menu Exibir muda o tamanho em qualquer tela.</translation>
    </message>
</context>
<context>
    <name>penelope::ui::AttentionStrip</name>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Desfazer</translation>
    </message>
    <message>
        <source>Sending the decision for %1 …</source>
        <translation>Enviando a decisão sobre %1 …</translation>
    </message>
    <message>
        <source>Approving %1 for %2 in %3 s …</source>
        <extracomment>%1 is a patch, %2 a service, %3 a number of seconds</extracomment>
        <translation>Aprovando %1 para %2 em %3 s …</translation>
    </message>
    <message>
        <source>Rejecting %1 for %2 in %3 s …</source>
        <translation>Rejeitando %1 para %2 em %3 s …</translation>
    </message>
    <message>
        <source>No request has a deadline</source>
        <translation>Nenhum pedido tem prazo</translation>
    </message>
    <message>
        <source>Nothing waiting. No decision yet.</source>
        <translation>Nada aguardando. Nenhuma decisão ainda.</translation>
    </message>
    <message>
        <source>Nothing waiting. Last decision %1 by %2.</source>
        <extracomment>%1 is a time such as 01:12Z, %2 a person</extracomment>
        <translation>Nada aguardando. Última decisão %1 por %2.</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Próximo</translation>
    </message>
    <message>
        <source>expires in</source>
        <translation>expira em</translation>
    </message>
    <message>
        <source>· one more approval is needed</source>
        <translation>· falta mais uma aprovação</translation>
    </message>
    <message>
        <source>· canary started</source>
        <translation>· canário iniciado</translation>
    </message>
    <message>
        <source>· canary starting</source>
        <translation>· canário iniciando</translation>
    </message>
    <message>
        <source>· canary over: %1</source>
        <translation>· canário encerrado: %1</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>Ir</translation>
    </message>
    <message>
        <source>LIVE:</source>
        <translation>AO VIVO:</translation>
    </message>
    <message numerus="yes">
        <source>%n P0 waiting</source>
        <translation>
            <numerusform>%n P0 aguardando</numerusform>
            <numerusform>%n P0 aguardando</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n aguardando</numerusform>
            <numerusform>%n aguardando</numerusform>
        </translation>
    </message>
    <message>
        <source>· canary rolled back</source>
        <translation>· canário revertido</translation>
    </message>
    <message>
        <source>Reading the journal: %1</source>
        <extracomment>%1 says how far, as &quot;0.6 of 10.0 M events&quot;</extracomment>
        <translation>Lendo o diário: %1</translation>
    </message>
    <message>
        <source>The journal cannot be read to its end</source>
        <translation>O diário não pode ser lido até o fim</translation>
    </message>
</context>
<context>
    <name>penelope::ui::AuditDetail</name>
    <message>
        <source>%1 by %2</source>
        <extracomment>%1 is a kind of record, %2 a person or &quot;core&quot;, %3 a service</extracomment>
        <translation>%1 por %2</translation>
    </message>
    <message>
        <source>%1 by %2 for %3</source>
        <translation>%1 por %2 para %3</translation>
    </message>
    <message>
        <source>Copy permalink</source>
        <translation>Copiar link permanente</translation>
    </message>
    <message>
        <source>Parts of the record</source>
        <translation>Partes do registro</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Campos</translation>
    </message>
    <message>
        <source>Diff</source>
        <translation>Diff</translation>
    </message>
    <message>
        <source>Context ±5</source>
        <translation>Contexto ±5</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Ligações</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>Bruto</translation>
    </message>
    <message>
        <source>Records before and after</source>
        <translation>Registros antes e depois</translation>
    </message>
    <message>
        <source>Canonical bytes</source>
        <translation>Bytes canônicos</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>Prova</translation>
    </message>
    <message>
        <source>This record carries no diff.</source>
        <translation>Este registro não traz diff.</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>Fluxo</translation>
    </message>
    <message>
        <source>Actor</source>
        <translation>Autor</translation>
    </message>
    <message>
        <source>Caused by</source>
        <translation>Causado por</translation>
    </message>
    <message>
        <source>Cause: %1</source>
        <translation>Causa: %1</translation>
    </message>
    <message>
        <source>This record points at nothing else.</source>
        <translation>Este registro não aponta para mais nada.</translation>
    </message>
    <message>
        <source>checking …</source>
        <translation>verificando …</translation>
    </message>
    <message>
        <source>✕ does not match</source>
        <translation>✕ não confere</translation>
    </message>
    <message>
        <source>verified on this machine</source>
        <translation>verificado nesta máquina</translation>
    </message>
    <message>
        <source>Checkpoint %1</source>
        <translation>Ponto de controle %1</translation>
    </message>
    <message>
        <source>No checkpoint yet</source>
        <translation>Sem ponto de controle ainda</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Registro</translation>
    </message>
    <message>
        <source>Its bytes give the stored hash</source>
        <translation>Seus bytes dão o hash guardado</translation>
    </message>
    <message>
        <source>Its bytes do not give the stored hash</source>
        <translation>Seus bytes não dão o hash guardado</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Assinatura</translation>
    </message>
    <message>
        <source>Ed25519 key %1, valid</source>
        <translation>Chave Ed25519 %1, válida</translation>
    </message>
    <message>
        <source>Inclusion</source>
        <translation>Inclusão</translation>
    </message>
    <message numerus="yes">
        <source>%n hash(es) lead to the signed checkpoint</source>
        <translation>
            <numerusform>%n hash leva ao ponto de controle assinado</numerusform>
            <numerusform>%n hashes levam ao ponto de controle assinado</numerusform>
        </translation>
    </message>
    <message>
        <source>No signed checkpoint covers it yet</source>
        <translation>Nenhum ponto de controle assinado o cobre ainda</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <extracomment>%1 is the name of a field</extracomment>
        <translation>Copiar %1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nenhum</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>sim</translation>
    </message>
    <message>
        <source>no</source>
        <translation>não</translation>
    </message>
</context>
<context>
    <name>penelope::ui::AuditModel</name>
    <message>
        <source>Seq</source>
        <translation>Seq</translation>
    </message>
    <message>
        <source>Time UTC</source>
        <translation>Hora UTC</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Serviço</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Decisão</translation>
    </message>
    <message>
        <source>Actor</source>
        <translation>Autor</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>rule %1</source>
        <extracomment>%1 is the number of a rule</extracomment>
        <translation>regra %1</translation>
    </message>
    <message>
        <source>rule %1: %2</source>
        <extracomment>%1 is the number of a rule, %2 its meaning such as &quot;worse than stable&quot;</extracomment>
        <translation>regra %1: %2</translation>
    </message>
    <message>
        <source>risk %1</source>
        <translation>risco %1</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>Risco</translation>
    </message>
</context>
<context>
    <name>penelope::ui::AuditOverview</name>
    <message>
        <source>Building the index: searches read records until then, %1</source>
        <extracomment>%1 is a percentage</extracomment>
        <translation>Construindo o índice: até lá as buscas leem registros, %1</translation>
    </message>
</context>
<context>
    <name>penelope::ui::AuditPage</name>
    <message>
        <source>Audit</source>
        <translation>Auditoria</translation>
    </message>
    <message>
        <source>Who decided what, when, why?</source>
        <translation>Quem decidiu o quê, quando, por quê?</translation>
    </message>
    <message>
        <source>Verify record</source>
        <translation>Verificar registro</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtro</translation>
    </message>
    <message>
        <source>Records of the journal</source>
        <translation>Registros do diário</translation>
    </message>
    <message>
        <source>Rows %1–%2 of %3</source>
        <extracomment>%1 and %2 are numbers of rows, %3 how many there are</extracomment>
        <translation>Linhas %1–%2 de %3</translation>
    </message>
    <message>
        <source>%1, live tail on</source>
        <translation>%1, fim ao vivo</translation>
    </message>
    <message>
        <source>%1, live tail waits</source>
        <translation>%1, fim ao vivo espera</translation>
    </message>
    <message>
        <source>Verify the record</source>
        <translation>Verificar o registro</translation>
    </message>
    <message>
        <source>Previous record</source>
        <translation>Registro anterior</translation>
    </message>
    <message>
        <source>Next record</source>
        <translation>Próximo registro</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Campos</translation>
    </message>
    <message>
        <source>Diff</source>
        <translation>Diff</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Contexto</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Ligações</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>Bruto</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>Mostrar %1</translation>
    </message>
    <message numerus="yes">
        <source>%n newer</source>
        <translation>
            <numerusform>%n mais novo</numerusform>
            <numerusform>%n mais novos</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 records, newest first</source>
        <translation>%1 registros, os mais novos primeiro</translation>
    </message>
    <message numerus="yes">
        <source>%n match(es) so far,</source>
        <translation>
            <numerusform>%n resultado até agora,</numerusform>
            <numerusform>%n resultados até agora,</numerusform>
        </translation>
    </message>
    <message>
        <source>looked at %1 to %2</source>
        <translation>vistos de %1 a %2</translation>
    </message>
    <message>
        <source>Newest record</source>
        <translation>Registro mais novo</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>Marcador</translation>
    </message>
    <message>
        <source>Copy as SQL</source>
        <translation>Copiar como SQL</translation>
    </message>
    <message>
        <source>Save filter</source>
        <translation>Salvar filtro</translation>
    </message>
    <message>
        <source>Saved filter %1</source>
        <translation>Filtro salvo %1</translation>
    </message>
    <message>
        <source>`%1` alone: 0</source>
        <extracomment>%1 is a part of a query</extracomment>
        <translation>`%1` sozinho: 0</translation>
    </message>
    <message>
        <source>`%1` together: 0</source>
        <translation>`%1` em conjunto: 0</translation>
    </message>
    <message numerus="yes">
        <source>%n match(es) (exact) of %1</source>
        <extracomment>%1 is the number of all records</extracomment>
        <translation>
            <numerusform>%n correspondência (exata) de %1</numerusform>
            <numerusform>%n correspondências (exatas) de %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Go to a record or a moment</source>
        <translation>Ir para um registro ou momento</translation>
    </message>
    <message>
        <source>Records of the same story</source>
        <translation>Registros da mesma história</translation>
    </message>
</context>
<context>
    <name>penelope::ui::AuditQueryBar</name>
    <message>
        <source>identifiers</source>
        <translation>identificadores</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>números</translation>
    </message>
    <message>
        <source>control characters</source>
        <translation>caracteres de controle</translation>
    </message>
    <message>
        <source>this regular expression</source>
        <translation>esta expressão regular</translation>
    </message>
    <message>
        <source>parts of a correlation</source>
        <translation>partes de uma correlação</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtro</translation>
    </message>
    <message>
        <source>service:payments decision:escalate after:-2h &quot;phrase&quot;</source>
        <translation>service:payments decision:escalate after:-2h &quot;frase&quot;</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Executar</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Copy as SQL</source>
        <translation>Copiar como SQL</translation>
    </message>
    <message>
        <source>no index for %1; reads %2 records, about %3</source>
        <extracomment>%1 are parts of a query, %2 is a number of records, %3 a time such as 2 s</extracomment>
        <translation>sem índice para %1; lê %2 registros, cerca de %3</translation>
    </message>
    <message>
        <source>incomplete</source>
        <translation>incompleto</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>válido</translation>
    </message>
    <message>
        <source>Save filter</source>
        <translation>Salvar filtro</translation>
    </message>
    <message>
        <source>Name of this filter</source>
        <translation>Nome deste filtro</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Salvos</translation>
    </message>
    <message>
        <source>Remove this filter</source>
        <translation>Remover este filtro</translation>
    </message>
    <message>
        <source>Enter shows all</source>
        <translation>Enter mostra tudo</translation>
    </message>
    <message>
        <source>valid, Enter runs it</source>
        <translation>válido, Enter executa</translation>
    </message>
</context>
<context>
    <name>penelope::ui::BannerStack</name>
    <message>
        <source>an unknown time</source>
        <translation>hora desconhecida</translation>
    </message>
    <message>
        <source>Decision core not responding since %1.</source>
        <translation>Núcleo de decisão sem resposta desde %1.</translation>
    </message>
    <message>
        <source>Decisions are disabled; audit and charts show data up to then.</source>
        <translation>Decisões desativadas; auditoria e gráficos mostram dados até então.</translation>
    </message>
    <message>
        <source>The journal cannot be written.</source>
        <translation>O diário não pode ser escrito.</translation>
    </message>
    <message>
        <source>The clock is off by %1.</source>
        <translation>O relógio está errado em %1.</translation>
    </message>
    <message>
        <source>Decisions wait until it is right; watching goes on.</source>
        <translation>Decisões esperam até acertá-lo; a observação continua.</translation>
    </message>
    <message>
        <source>%1 lost since %2.</source>
        <translation>Fonte perdida desde %2: %1.</translation>
    </message>
    <message>
        <source>%1 is stale since %2.</source>
        <translation>Fonte desatualizada desde %2: %1.</translation>
    </message>
    <message>
        <source>Approvals, audit and breakers still work; charts and scores show data up to then.</source>
        <translation>Aprovações, auditoria e disjuntores ainda funcionam; gráficos e pontuações mostram dados até então.</translation>
    </message>
    <message>
        <source>Decisions are not possible.</source>
        <translation>Decisões não são possíveis.</translation>
    </message>
    <message>
        <source>Read-only.</source>
        <translation>Só leitura.</translation>
    </message>
    <message>
        <source>Offline file, as of %1.</source>
        <translation>Arquivo offline, como em %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s) name no registered service.</source>
        <translation>
            <numerusform>%n alerta não nomeia serviço registrado.</numerusform>
            <numerusform>%n alertas não nomeiam serviço registrado.</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Copiar detalhes</translation>
    </message>
    <message>
        <source>Reconnect</source>
        <translation>Reconectar</translation>
    </message>
    <message>
        <source>Watching and reading go on; nothing can be decided.</source>
        <translation>Observar e ler continuam; nada pode ser decidido.</translation>
    </message>
    <message>
        <source>%1 was decided by %2 alone at %3.</source>
        <extracomment>%1 is a service, %2 a person, %3 a time</extracomment>
        <translation>%1 foi decidido por %2 sozinho às %3.</translation>
    </message>
    <message>
        <source>Another approver agrees or objects; until then it stays in the list.</source>
        <translation>Outro aprovador concorda ou discorda; até lá, fica na lista.</translation>
    </message>
    <message numerus="yes">
        <source>%n approver(s) missing for %1.</source>
        <translation>
            <numerusform>Falta %n aprovador para %1.</numerusform>
            <numerusform>Faltam %n aprovadores para %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>It needs %1 different people with a key who did not propose it. An admin adds one.</source>
        <extracomment>%1 is a number of people</extracomment>
        <translation>São necessárias %1 pessoas diferentes com chave e que não o propuseram. Um administrador acrescenta uma.</translation>
    </message>
    <message>
        <source>%1 at %2 %</source>
        <extracomment>%1 is a service, %2 the share of traffic its canary keeps</extracomment>
        <translation>%1 em %2 %</translation>
    </message>
    <message>
        <source>Waiting to start: %1.</source>
        <extracomment>%1 lists services whose patches wait</extracomment>
        <translation>Esperando para começar: %1.</translation>
    </message>
    <message>
        <source>Canaries that keep their share: %1.</source>
        <extracomment>%1 lists canaries and the shares they keep</extracomment>
        <translation>Canários que mantêm a sua parcela: %1.</translation>
    </message>
    <message>
        <source>Healing is frozen: %1, until %2.</source>
        <extracomment>%1 what is frozen, %2 until when</extracomment>
        <translation>A recuperação está congelada: %1, até %2.</translation>
    </message>
    <message>
        <source>Healing is frozen: %1, until a person ends it.</source>
        <extracomment>%1 what is frozen</extracomment>
        <translation>A recuperação está congelada: %1, até que uma pessoa encerre.</translation>
    </message>
    <message>
        <source>By %1: %2.</source>
        <extracomment>%1 who froze it, %2 why</extracomment>
        <translation>Por %1: %2.</translation>
    </message>
    <message>
        <source>It holds nothing back now.</source>
        <translation>Não retém nada agora.</translation>
    </message>
    <message>
        <source>Rest day until %1 (%2).</source>
        <extracomment>%1 a moment, %2 a time zone</extracomment>
        <translation>Dia de descanso até %1 (%2).</translation>
    </message>
    <message>
        <source>Watching, judging and approving go on; deployments start a minute after it.</source>
        <translation>Observar, julgar e aprovar continuam; as implantações começam um minuto depois.</translation>
    </message>
    <message>
        <source>The budget of canaries is used up until %1.</source>
        <extracomment>%1 a moment</extracomment>
        <translation>O orçamento de canários está esgotado até %1.</translation>
    </message>
    <message>
        <source>Nothing waits for it now.</source>
        <translation>Nada espera por ele agora.</translation>
    </message>
    <message>
        <source>End the freeze…</source>
        <translation>Encerrar o congelamento…</translation>
    </message>
    <message>
        <source>DEMO — invented data, nothing is sent.</source>
        <translation>DEMO — dados inventados, nada é enviado.</translation>
    </message>
    <message>
        <source>An evening of six hours, now %1; decide as if it were yours.</source>
        <extracomment>%1 is the moment of an invented story</extracomment>
        <translation>Uma noite de seis horas, agora %1; decida como se fosse sua.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausar</translation>
    </message>
    <message>
        <source>1×</source>
        <translation>1×</translation>
    </message>
    <message>
        <source>10×</source>
        <translation>10×</translation>
    </message>
    <message>
        <source>60×</source>
        <translation>60×</translation>
    </message>
    <message>
        <source>Pause the demonstration</source>
        <translation>Pausar a demonstração</translation>
    </message>
    <message>
        <source>%1 times as fast</source>
        <translation>%1 vezes mais rápido</translation>
    </message>
    <message>
        <source>Next event</source>
        <translation>Próximo evento</translation>
    </message>
    <message>
        <source>It could not be verified: %1.</source>
        <extracomment>%1 is why</extracomment>
        <translation>Não pôde ser verificado: %1.</translation>
    </message>
    <message>
        <source>It is being verified.</source>
        <translation>Está sendo verificado.</translation>
    </message>
    <message>
        <source>Records 1 to %1 verify.</source>
        <extracomment>%1 is the number of the last record</extracomment>
        <translation>Os registros de 1 a %1 conferem.</translation>
    </message>
    <message>
        <source>Record %1 does not match its hash; the %2 others verify.</source>
        <extracomment>%1 is the number of a record, %2 how many others there are</extracomment>
        <translation>O registro %1 não confere com seu hash; os outros %2 conferem.</translation>
    </message>
    <message>
        <source>%1 records from %2 on do not match their hashes; the %3 others verify.</source>
        <extracomment>%1 is how many records, %2 the number of the first of them, %3 how many others there are</extracomment>
        <translation>%1 registros a partir de %2 não conferem com seus hashes; os outros %3 conferem.</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <extracomment>%1 is a source or several with commas between, %2 the last one</extracomment>
        <translation>%1 e %2</translation>
    </message>
    <message>
        <source>No answer yet from %1.</source>
        <extracomment>%1 names one source or several</extracomment>
        <translation>Ainda sem resposta de: %1.</translation>
    </message>
    <message>
        <source>%1 lost together, since %2.</source>
        <extracomment>%1 names several sources, %2 is a time</extracomment>
        <translation>Fontes perdidas juntas desde %2: %1.</translation>
    </message>
    <message>
        <source>%1 are stale since %2.</source>
        <translation>Fontes desatualizadas desde %2: %1.</translation>
    </message>
    <message>
        <source>The other pages open when all of its events are read.</source>
        <translation>As outras páginas abrem quando todos os eventos tiverem sido lidos.</translation>
    </message>
    <message>
        <source>The other pages stay closed: %1.</source>
        <extracomment>%1 is a sentence that says why</extracomment>
        <translation>As outras páginas ficam fechadas: %1.</translation>
    </message>
    <message>
        <source>The core was stopped at this moment.</source>
        <translation>O núcleo estava parado neste momento.</translation>
    </message>
    <message>
        <source>Shown is what it knew last, at %1; what happened since is not known.</source>
        <extracomment>%1 is a time</extracomment>
        <translation>É mostrado o que ele soube por último, em %1; o que aconteceu desde então não se sabe.</translation>
    </message>
</context>
<context>
    <name>penelope::ui::ConnectionForm</name>
    <message>
        <source>prometheus.NAME.%1 in the configuration; %2</source>
        <extracomment>%1 is a key of the configuration, %2 a variable of the environment</extracomment>
        <translation>prometheus.NOME.%1 na configuração; %2</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Endereço</translation>
    </message>
    <message>
        <source>Of Prometheus, such as https://prom.internal:9090, with the path it is served under.</source>
        <translation>Do Prometheus, como https://prom.internal:9090, com o caminho em que é servido.</translation>
    </message>
    <message>
        <source>No sign-in</source>
        <translation>Sem autenticação</translation>
    </message>
    <message>
        <source>User and password</source>
        <translation>Usuário e senha</translation>
    </message>
    <message>
        <source>Bearer token</source>
        <translation>Token (bearer)</translation>
    </message>
    <message>
        <source>Client certificate</source>
        <translation>Certificado de cliente</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>Autenticação</translation>
    </message>
    <message>
        <source>prometheus.NAME.auth in the configuration</source>
        <translation>prometheus.NOME.auth na configuração</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Usuário</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Segredo</translation>
    </message>
    <message>
        <source>Password or token. Kept in a file that only you can read, and never shown again.</source>
        <translation>Senha ou token. Fica em um arquivo que só você pode ler e nunca é mostrado de novo.</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Certificado</translation>
    </message>
    <message>
        <source>A PEM file.</source>
        <translation>Um arquivo PEM.</translation>
    </message>
    <message>
        <source>Its key</source>
        <translation>Chave do certificado</translation>
    </message>
    <message>
        <source>Authority (CA)</source>
        <translation>Autoridade (CA)</translation>
    </message>
    <message>
        <source>&quot;system&quot;, or a PEM file of the authority that signed the server&apos;s certificate.</source>
        <translation>&quot;system&quot;, ou um arquivo PEM da autoridade que assinou o certificado do servidor.</translation>
    </message>
    <message>
        <source>Read every</source>
        <translation>Ler a cada</translation>
    </message>
    <message>
        <source>A source is late after 2 such spans and stale after 4.</source>
        <translation>Uma fonte fica atrasada depois de 2 intervalos e desatualizada depois de 4.</translation>
    </message>
    <message>
        <source>prometheus.NAME.poll in the configuration; %1</source>
        <translation>prometheus.NOME.poll na configuração; %1</translation>
    </message>
    <message>
        <source>Time-out</source>
        <translation>Tempo limite</translation>
    </message>
    <message>
        <source>prometheus.NAME.timeout in the configuration; %1</source>
        <translation>prometheus.NOME.timeout na configuração; %1</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testar</translation>
    </message>
    <message>
        <source>Test the connection</source>
        <translation>Testar a conexão</translation>
    </message>
    <message>
        <source>kept, not shown</source>
        <extracomment>stands in the empty field of a secret that is kept</extracomment>
        <translation>guardado, não exibido</translation>
    </message>
    <message>
        <source>Testing…</source>
        <translation>Testando…</translation>
    </message>
</context>
<context>
    <name>penelope::ui::ConnectionsTab</name>
    <message>
        <source>Prometheus</source>
        <translation>Prometheus</translation>
    </message>
    <message>
        <source>Add another</source>
        <translation>Adicionar outra</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Conexões</translation>
    </message>
    <message>
        <source>Kept in %1. The core takes it at its next start.</source>
        <extracomment>%1 is a file</extracomment>
        <translation>Guardado em %1. O núcleo usa a partir do próximo início.</translation>
    </message>
    <message>
        <source>The address comes from %1; what you change is kept in %2 and taken at the core&apos;s next start.</source>
        <translation>O endereço vem de %1; o que você mudar fica em %2 e vale a partir do próximo início do núcleo.</translation>
    </message>
    <message>
        <source>Not kept yet: the address is missing.</source>
        <translation>Ainda não guardado: falta o endereço.</translation>
    </message>
    <message>
        <source>Not kept: %1</source>
        <translation>Não guardado: %1</translation>
    </message>
    <message>
        <source>Not kept yet: what this sign-in needs is missing.</source>
        <translation>Ainda não guardado: falta o que esta autenticação exige.</translation>
    </message>
    <message>
        <source>Not kept yet. %1</source>
        <extracomment>%1 is a sentence that says why</extracomment>
        <translation>Ainda não foi guardado. %1</translation>
    </message>
</context>
<context>
    <name>penelope::ui::CountdownBar</name>
    <message>
        <source>%1 % of the time has gone</source>
        <translation>Já passou %1 % do tempo</translation>
    </message>
</context>
<context>
    <name>penelope::ui::DataTab</name>
    <message>
        <source>Records of the journal are never deleted. The log keeps five files of 10 MiB; the cache can be removed at any time and is made again.</source>
        <translation>Os registros do diário nunca são apagados. O registro de execução mantém cinco arquivos de 10 MiB; o cache pode ser removido a qualquer momento e é refeito.</translation>
    </message>
    <message>
        <source>Places and sizes</source>
        <translation>Locais e tamanhos</translation>
    </message>
    <message>
        <source>What</source>
        <translation>O quê</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Onde</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Tamanho</translation>
    </message>
    <message>
        <source>Export settings…</source>
        <translation>Exportar configurações…</translation>
    </message>
    <message>
        <source>Connections, theme, language and keys, without any secret</source>
        <translation>Conexões, tema, idioma e teclas, sem nenhum segredo</translation>
    </message>
    <message>
        <source>Import settings…</source>
        <translation>Importar configurações…</translation>
    </message>
    <message>
        <source>Data and retention</source>
        <translation>Dados e retenção</translation>
    </message>
    <message>
        <source>Export settings</source>
        <translation>Exportar configurações</translation>
    </message>
    <message>
        <source>Import settings</source>
        <translation>Importar configurações</translation>
    </message>
    <message>
        <source>Settings (*.toml)</source>
        <translation>Configurações (*.toml)</translation>
    </message>
    <message>
        <source>Written to %1, without secrets.</source>
        <extracomment>%1 is a file</extracomment>
        <translation>Gravado em %1, sem segredos.</translation>
    </message>
    <message>
        <source>Nothing was changed: %1</source>
        <translation>Nada foi alterado: %1</translation>
    </message>
    <message>
        <source>Taken over. Connections and language hold from the next start; secrets are to be given again.</source>
        <translation>Importado. Conexões e idioma valem a partir do próximo início; os segredos precisam ser informados de novo.</translation>
    </message>
    <message>
        <source>Left out, since no setting has that name: %1.</source>
        <extracomment>%1 lists names of settings</extracomment>
        <translation>Ficou de fora, pois nenhuma configuração tem esse nome: %1.</translation>
    </message>
</context>
<context>
    <name>penelope::ui::DiffView</name>
    <message>
        <source>Diff</source>
        <translation>Diff</translation>
    </message>
    <message>
        <source>Lines of the diff</source>
        <translation>Linhas do diff</translation>
    </message>
    <message>
        <source>Columns of the diff</source>
        <translation>Colunas do diff</translation>
    </message>
    <message>
        <source>No diff</source>
        <translation>Sem diff</translation>
    </message>
    <message>
        <source>This patch cannot be read as text</source>
        <translation>Este patch não pode ser lido como texto</translation>
    </message>
    <message>
        <source>Hunk %1 of %2 in %3</source>
        <extracomment>%1 and %2 are numbers of hunks, %3 a file</extracomment>
        <translation>Trecho %1 de %2 em %3</translation>
    </message>
    <message>
        <source>added %1: %2</source>
        <translation>incluída %1: %2</translation>
    </message>
    <message>
        <source>removed %1: %2</source>
        <translation>removida %1: %2</translation>
    </message>
    <message>
        <source>seen</source>
        <translation>visto</translation>
    </message>
    <message>
        <source>file removed</source>
        <translation>arquivo removido</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>note: %1</source>
        <translation>nota: %1</translation>
    </message>
</context>
<context>
    <name>penelope::ui::ExportStrip</name>
    <message>
        <source>Export the records that match</source>
        <translation>Exportar os registros que correspondem</translation>
    </message>
    <message>
        <source>Spreadsheet (*.csv)</source>
        <translation>Planilha (*.csv)</translation>
    </message>
    <message>
        <source>JSON lines (*.jsonl)</source>
        <translation>Linhas JSON (*.jsonl)</translation>
    </message>
    <message>
        <source>Markdown table (*.md)</source>
        <translation>Tabela Markdown (*.md)</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>Exportando…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Cancel the export</source>
        <translation>Cancelar a exportação</translation>
    </message>
    <message>
        <source>Exporting, %1</source>
        <extracomment>%1 is a percentage</extracomment>
        <translation>Exportando, %1</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Close the message of the export</source>
        <translation>Fechar a mensagem da exportação</translation>
    </message>
    <message numerus="yes">
        <source>Written to %1: %n record(s), complete</source>
        <extracomment>%1 is a file, %n a number of records</extracomment>
        <translation>
            <numerusform>Gravado em %1: %n registro, completo</numerusform>
            <numerusform>Gravado em %1: %n registros, completo</numerusform>
        </translation>
    </message>
    <message>
        <source>Not exported: %1</source>
        <extracomment>%1 is a sentence that says why</extracomment>
        <translation>Não exportado: %1</translation>
    </message>
</context>
<context>
    <name>penelope::ui::FilterField</name>
    <message>
        <source>Filter</source>
        <translation>Filtro</translation>
    </message>
</context>
<context>
    <name>penelope::ui::FreezeDialog</name>
    <message>
        <source>Freeze healing</source>
        <translation>Congelar a recuperação</translation>
    </message>
    <message>
        <source>Nothing starts and nothing goes up; judging, approving and rolling back go on.</source>
        <translation>Nada começa e nada sobe; julgar, aprovar e reverter continuam.</translation>
    </message>
    <message>
        <source>What</source>
        <translation>O quê</translation>
    </message>
    <message>
        <source>How long</source>
        <translation>Por quanto tempo</translation>
    </message>
    <message>
        <source>Running canaries</source>
        <translation>Canários em andamento</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>required, stays in the audit</source>
        <translation>obrigatório, fica na auditoria</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Tudo</translation>
    </message>
    <message>
        <source>Service %1</source>
        <translation>Serviço %1</translation>
    </message>
    <message>
        <source>Label %1</source>
        <extracomment>%1 is a label such as cluster=eu</extracomment>
        <translation>Rótulo %1</translation>
    </message>
    <message>
        <source>Keep their share</source>
        <translation>Manter a sua parcela</translation>
    </message>
    <message>
        <source>Go back to stable</source>
        <translation>Voltar à versão estável</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Voltar</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Ends by itself at %1.</source>
        <extracomment>%1 is a moment</extracomment>
        <translation>Termina sozinho em %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n patch(es) will not start.</source>
        <translation>
            <numerusform>%n patch não começará.</numerusform>
            <numerusform>%n patches não começarão.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n canary(s) will go back to stable.</source>
        <translation>
            <numerusform>%n canário voltará à versão estável.</numerusform>
            <numerusform>%n canários voltarão à versão estável.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n canary(s) will keep their share.</source>
        <translation>
            <numerusform>%n canário manterá a sua parcela.</numerusform>
            <numerusform>%n canários manterão a sua parcela.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not done: %1</source>
        <translation>Não foi feito: %1</translation>
    </message>
    <message>
        <source>Not possible yet: write a reason.</source>
        <translation>Ainda não é possível: escreva um motivo.</translation>
    </message>
</context>
<context>
    <name>penelope::ui::GoToField</name>
    <message>
        <source>8112004, 2026-08-22T03:41:20Z or -2h</source>
        <translation>8112004, 2026-08-22T03:41:20Z ou -2h</translation>
    </message>
    <message>
        <source>Record or moment to go to</source>
        <translation>Registro ou momento de destino</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Ir para</translation>
    </message>
    <message>
        <source>There are records 1 to %1.</source>
        <translation>Há registros de 1 a %1.</translation>
    </message>
    <message>
        <source>Neither the number of a record nor a time.</source>
        <translation>Não é o número de um registro nem um momento.</translation>
    </message>
</context>
<context>
    <name>penelope::ui::HandoverDialog</name>
    <message>
        <source>Handover</source>
        <translation>Passagem de turno</translation>
    </message>
    <message>
        <source>What the next shift should know. It stays in the audit; what waits is in the queue.</source>
        <translation>O que o próximo turno deve saber. Fica na auditoria; o que espera está na fila.</translation>
    </message>
    <message>
        <source>Shift note</source>
        <translation>Nota de turno</translation>
    </message>
    <message>
        <source>required</source>
        <translation>obrigatório</translation>
    </message>
    <message>
        <source>Add shift note</source>
        <translation>Incluir nota de turno</translation>
    </message>
    <message>
        <source>Not done: %1</source>
        <translation>Não foi feito: %1</translation>
    </message>
    <message>
        <source>%1 %2: %3</source>
        <extracomment>%1 is a time, %2 a person, %3 what was noted</extracomment>
        <translation>%1 %2: %3</translation>
    </message>
    <message>
        <source>No shift note yet.</source>
        <translation>Nenhuma nota de turno ainda.</translation>
    </message>
</context>
<context>
    <name>penelope::ui::HeldDecision</name>
    <message>
        <source>Not decided for %1: %2</source>
        <extracomment>%1 is a service, %2 a sentence that says why</extracomment>
        <translation>Não decidido sobre %1: %2</translation>
    </message>
    <message>
        <source>Approved %1, audit %2</source>
        <extracomment>%1 is a time such as 03:44:10Z, %2 the number of the journal&apos;s record</extracomment>
        <translation>Aprovado %1, auditoria %2</translation>
    </message>
    <message>
        <source>Rejected %1, audit %2</source>
        <translation>Rejeitado %1, auditoria %2</translation>
    </message>
    <message>
        <source>Undone: nothing was decided for %1</source>
        <extracomment>%1 is a service</extracomment>
        <translation>Desfeito: nada foi decidido sobre %1</translation>
    </message>
    <message>
        <source>The machine slept: nothing was decided for %1</source>
        <translation>A máquina dormiu: nada foi decidido para %1</translation>
    </message>
</context>
<context>
    <name>penelope::ui::HelpWindow</name>
    <message>
        <source>Help</source>
        <translation>Ajuda</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Voltar</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Índice</translation>
    </message>
    <message>
        <source>Find in this text</source>
        <translation>Buscar neste texto</translation>
    </message>
    <message>
        <source>not in this text</source>
        <translation>não está neste texto</translation>
    </message>
</context>
<context>
    <name>penelope::ui::KeyCard</name>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>opens the request</source>
        <translation>abre o pedido</translation>
    </message>
    <message>
        <source>A, R</source>
        <translation>A, R</translation>
    </message>
    <message>
        <source>approves, rejects: a sheet asks first</source>
        <translation>aprova, rejeita: uma folha confirma antes</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>commits what the sheet says</source>
        <translation>confirma o que a folha diz</translation>
    </message>
    <message>
        <source>Ctrl+Z</source>
        <translation>Ctrl+Z</translation>
    </message>
    <message>
        <source>takes it back while it is held</source>
        <translation>desfaz enquanto a decisão está retida</translation>
    </message>
    <message>
        <source>?</source>
        <translation>?</translation>
    </message>
    <message>
        <source>every key of this screen; any key puts this away</source>
        <translation>todas as teclas desta tela; qualquer tecla fecha este cartão</translation>
    </message>
    <message>
        <source>Keys for the first minutes</source>
        <translation>Teclas para os primeiros minutos</translation>
    </message>
</context>
<context>
    <name>penelope::ui::KeyMap</name>
    <message>
        <source>What was given to “%1” is not a key.</source>
        <extracomment>%1 is what an action does, such as &quot;Next theme&quot;</extracomment>
        <translation>O que foi atribuído a “%1” não é uma tecla.</translation>
    </message>
    <message>
        <source>%1 cannot be given to “%2”: lists and sheets need it.</source>
        <extracomment>%1 is a key, %2 what an action does</extracomment>
        <translation>%1 não pode ser atribuída a “%2”: listas e folhas precisam dela.</translation>
    </message>
    <message>
        <source>%1 cannot be given to “%2”: “%3” has it.</source>
        <extracomment>%1 is a key, %2 and %3 are what two actions do</extracomment>
        <translation>%1 não pode ser atribuída a “%2”: já pertence a “%3”.</translation>
    </message>
    <message>
        <source>No action is called %1.</source>
        <extracomment>%1 is the name of an action in the settings file</extracomment>
        <translation>Nenhuma ação se chama %1.</translation>
    </message>
</context>
<context>
    <name>penelope::ui::KeyboardTab</name>
    <message>
        <source>Use this key</source>
        <translation>Usar esta tecla</translation>
    </message>
    <message>
        <source>Usual key</source>
        <translation>Tecla padrão</translation>
    </message>
    <message>
        <source>All usual keys</source>
        <translation>Todas as teclas padrão</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Chaves</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Onde</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Ação</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Tecla</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>Nova tecla</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Teclado</translation>
    </message>
    <message>
        <source>%1 is taken: %2, %3. Give that one another key first.</source>
        <extracomment>%1 is a key, %2 a page, %3 an action</extracomment>
        <translation>%1 está em uso: %2, %3. Dê antes outra tecla a essa ação.</translation>
    </message>
    <message>
        <source>One key at a time: press Backspace in the field and try again.</source>
        <translation>Uma tecla por vez: pressione Backspace no campo e tente de novo.</translation>
    </message>
    <message>
        <source>Press the new key in the field. Single letters act only where a list has the keyboard.</source>
        <translation>Pressione a nova tecla no campo. Letras sozinhas só agem quando uma lista tem o foco.</translation>
    </message>
</context>
<context>
    <name>penelope::ui::LanguageTab</name>
    <message>
        <source>As the system</source>
        <translation>Como no sistema</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Holds from the next start of Penelope on. The journal&apos;s own sentences stay English.</source>
        <translation>Vale a partir do próximo início do Penelope. As frases do próprio diário continuam em inglês.</translation>
    </message>
    <message>
        <source>--lang on the command line; view/language in %1</source>
        <translation>--lang na linha de comando; view/language em %1</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Horários</translation>
    </message>
    <message>
        <source>UTC first, local beside it</source>
        <translation>UTC primeiro, o local ao lado</translation>
    </message>
    <message>
        <source>Local time zone</source>
        <translation>Fuso horário local</translation>
    </message>
    <message>
        <source>The machine&apos;s. The rest day has a zone of its own: rest.zone of the policy.</source>
        <translation>O da máquina. O dia de descanso tem fuso próprio: rest.zone da política.</translation>
    </message>
    <message>
        <source>Time and language</source>
        <translation>Horário e idioma</translation>
    </message>
    <message>
        <source>view/local_first in %1</source>
        <translation>view/local_first em %1</translation>
    </message>
    <message>
        <source>Where both are told: deadlines, the status strip, replay. The menu Time changes it too. Lists, the journal and reports tell UTC, so that two people read the same.</source>
        <translation>Onde as duas aparecem: prazos, a barra de estado, a reprodução. O menu Tempo também muda isso. As listas, o diário e os relatórios usam UTC, para que duas pessoas leiam o mesmo.</translation>
    </message>
    <message>
        <source>Local first, UTC beside it</source>
        <translation>Hora local primeiro, UTC ao lado</translation>
    </message>
</context>
<context>
    <name>penelope::ui::MainWindow</name>
    <message>
        <source>File</source>
        <translation>Arquivo</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Exibir</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Decisão</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Ferramentas</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Ajuda</translation>
    </message>
    <message>
        <source>REPLAY %1</source>
        <translation>REPRODUÇÃO %1</translation>
    </message>
    <message>
        <source>Reflection of the last rest day</source>
        <translation>Reflexão do último dia de descanso</translation>
    </message>
    <message>
        <source>Switch operator</source>
        <translation>Trocar operador</translation>
    </message>
    <message>
        <source>A decision is being held: undo it, or wait until it is sent. It is signed by whoever committed it.</source>
        <translation>Uma decisão está retida: desfaça-a ou espere até que seja enviada. Ela é assinada por quem a confirmou.</translation>
    </message>
    <message>
        <source>No operator&apos;s key is at this desk. A key is made with penelopectl keys new.</source>
        <translation>Não há chave de operador nesta mesa. Uma chave é criada com penelopectl keys new.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>DEMO</source>
        <translation>DEMO</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Em toda parte</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Som</translation>
    </message>
    <message>
        <source>This journal does not hold what %1 names. It may be of another journal, or of a later time.</source>
        <extracomment>%1 is a link such as penelope://approval/7f3a91c2</extracomment>
        <translation>Este diário não contém o que %1 nomeia. Pode ser de outro diário ou de um momento posterior.</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>No link</source>
        <translation>Sem link</translation>
    </message>
    <message>
        <source>choose a request, a canary, a record or a breaker first</source>
        <translation>escolha antes um pedido, um canário, um registro ou um disjuntor</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Handover</source>
        <translation>Passagem de turno</translation>
    </message>
    <message>
        <source>What %1 names cannot be shown: the events of this journal cannot be added up. The audit page has the records that are whole.</source>
        <extracomment>%1 is a link such as penelope://approval/7f3a91c2</extracomment>
        <translation>O que %1 indica não pode ser mostrado: o estado não pode ser reconstruído a partir dos eventos deste diário. A página de auditoria tem os registros íntegros.</translation>
    </message>
    <message>
        <source>%1 is followed as soon as the journal is read</source>
        <translation>%1 será seguido assim que o diário for lido</translation>
    </message>
</context>
<context>
    <name>penelope::ui::MiniMap</name>
    <message>
        <source>Events over time</source>
        <translation>Eventos ao longo do tempo</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <extracomment>%1 and %2 are moments</extracomment>
        <translation>%1 a %2</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n evento</numerusform>
            <numerusform>%n eventos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n breach(es)</source>
        <translation>
            <numerusform>%n violação</numerusform>
            <numerusform>%n violações</numerusform>
        </translation>
    </message>
    <message>
        <source>no events</source>
        <translation>nenhum evento</translation>
    </message>
    <message>
        <source>%1; busiest %2</source>
        <extracomment>%1 is a range of time, %2 what happened in its busiest part</extracomment>
        <translation>%1; mais movimentado %2</translation>
    </message>
    <message numerus="yes">
        <source>%n breach(es) in all</source>
        <translation>
            <numerusform>%n violação ao todo</numerusform>
            <numerusform>%n violações ao todo</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>penelope::ui::Navigation</name>
    <message>
        <source>Pages</source>
        <translation>Páginas</translation>
    </message>
</context>
<context>
    <name>penelope::ui::NotificationsTab</name>
    <message>
        <source>Show them on the desktop</source>
        <translation>Mostrar na área de trabalho</translation>
    </message>
    <message>
        <source>Send test notification</source>
        <translation>Enviar notificação de teste</translation>
    </message>
    <message>
        <source>Play tones</source>
        <translation>Tocar sons</translation>
    </message>
    <message>
        <source>Test: new</source>
        <translation>Testar: novo</translation>
    </message>
    <message>
        <source>Test: last 15 min</source>
        <translation>Testar: últimos 15 min</translation>
    </message>
    <message>
        <source>Test: feed lost</source>
        <translation>Testar: fonte perdida</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Notificações</translation>
    </message>
    <message>
        <source>What waits, expires or is lost, while you look elsewhere. They name it and never decide it.</source>
        <translation>O que espera, expira ou se perde enquanto você olha para outro lado. Elas dizem o que é e nunca decidem.</translation>
    </message>
    <message>
        <source>[attention] in %1</source>
        <translation>[attention] em %1</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>Área de trabalho</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Experimentar</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Som</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>Loudspeaker</source>
        <translation>Alto-falante</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>Ouvir</translation>
    </message>
    <message>
        <source>Notifications and sound</source>
        <translation>Notificações e som</translation>
    </message>
    <message>
        <source>Nothing calls here: a file is only read, or the console has just begun.</source>
        <translation>Nada chama aqui: o arquivo é apenas lido, ou o console acabou de abrir.</translation>
    </message>
    <message>
        <source>One tone for what is new, one for the last 15 minutes, one for a feed that is lost. The menu Tools gives silence for half an hour.</source>
        <translation>Um som para o que é novo, um para os últimos 15 minutos, um para uma fonte perdida. O menu Ferramentas silencia por meia hora.</translation>
    </message>
</context>
<context>
    <name>penelope::ui::PolicyModel</name>
    <message>
        <source>on</source>
        <translation>ligado</translation>
    </message>
    <message>
        <source>off</source>
        <translation>desligado</translation>
    </message>
    <message>
        <source>every %1</source>
        <translation>a cada %1</translation>
    </message>
    <message>
        <source>no error</source>
        <translation>sem erro</translation>
    </message>
    <message>
        <source>connection, from the configuration</source>
        <translation>conexão, da configuração</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valor</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Definido</translation>
    </message>
    <message>
        <source>What it is for</source>
        <translation>Para que serve</translation>
    </message>
    <message>
        <source>as it comes</source>
        <translation>como vem de fábrica</translation>
    </message>
</context>
<context>
    <name>penelope::ui::PolicyTab</name>
    <message>
        <source>Changed by penelopectl policy set, as an event</source>
        <translation>Alterada por penelopectl policy set, como evento</translation>
    </message>
    <message>
        <source>Policy and connections</source>
        <translation>Política e conexões</translation>
    </message>
    <message>
        <source>Approval policy</source>
        <translation>Política de aprovação</translation>
    </message>
    <message>
        <source>Warning: %1</source>
        <translation>Atenção: %1</translation>
    </message>
</context>
<context>
    <name>penelope::ui::ProofStrip</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>does not match</source>
        <translation>não confere</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>não verificado</translation>
    </message>
    <message>
        <source>Proof: %1</source>
        <translation>Prova: %1</translation>
    </message>
</context>
<context>
    <name>penelope::ui::QueryCompleter</name>
    <message>
        <source>What may stand next</source>
        <translation>O que pode vir a seguir</translation>
    </message>
</context>
<context>
    <name>penelope::ui::ReplayBar</name>
    <message>
        <source>Back to live</source>
        <translation>Voltar ao vivo</translation>
    </message>
    <message>
        <source>Back to the file&apos;s end</source>
        <translation>Voltar ao fim do arquivo</translation>
    </message>
    <message>
        <source>REPLAY</source>
        <translation>REPRODUÇÃO</translation>
    </message>
    <message>
        <source>Back to the demonstration</source>
        <translation>Voltar à demonstração</translation>
    </message>
    <message>
        <source>%1, not live</source>
        <translation>%1, não é ao vivo</translation>
    </message>
    <message>
        <source>not live</source>
        <extracomment>%1 is the same time by another clock</extracomment>
        <translation>não é ao vivo</translation>
    </message>
</context>
<context>
    <name>penelope::ui::ReplaySession</name>
    <message>
        <source>This is the past: nothing can be decided in it.</source>
        <translation>Este é o passado: nada pode ser decidido nele.</translation>
    </message>
    <message>
        <source>No moment of the past is open.</source>
        <translation>Nenhum momento do passado está aberto.</translation>
    </message>
</context>
<context>
    <name>penelope::ui::Session</name>
    <message>
        <source>Nobody can decide here.</source>
        <translation>Ninguém pode decidir aqui.</translation>
    </message>
</context>
<context>
    <name>penelope::ui::SettingsPage</name>
    <message>
        <source>Search the settings</source>
        <translation>Buscar nas configurações</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Configurações</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>Revert</source>
        <translation>Voltar ao anterior</translation>
    </message>
    <message>
        <source>What was changed since this tab came to the front goes back</source>
        <translation>Desfaz o que mudou desde que esta aba foi aberta</translation>
    </message>
    <message>
        <source>Parts of the settings</source>
        <translation>Partes das configurações</translation>
    </message>
    <message>
        <source>What holds here, and who set it?</source>
        <translation>O que vale aqui, e quem definiu?</translation>
    </message>
</context>
<context>
    <name>penelope::ui::ShiftNotes</name>
    <message>
        <source>Add</source>
        <translation>Incluir</translation>
    </message>
    <message>
        <source>Add a shift note</source>
        <translation>Incluir nota de turno</translation>
    </message>
    <message>
        <source>Shift notes</source>
        <translation>Notas de turno</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Nenhum ainda</translation>
    </message>
</context>
<context>
    <name>penelope::ui::StartWindow</name>
    <message>
        <source>Penelope</source>
        <extracomment>the name of the product</extracomment>
        <translation>Penelope</translation>
    </message>
    <message>
        <source>Reading the journal</source>
        <translation>Lendo o diário</translation>
    </message>
    <message>
        <source>Events read</source>
        <translation>Eventos lidos</translation>
    </message>
    <message>
        <source>Opening …</source>
        <translation>Abrindo …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Stopping …</source>
        <translation>Parando …</translation>
    </message>
</context>
<context>
    <name>penelope::ui::StatusStrip</name>
    <message>
        <source>Status</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Core</source>
        <translation>Núcleo</translation>
    </message>
    <message>
        <source>off</source>
        <translation>desligado</translation>
    </message>
    <message>
        <source>, unsigned</source>
        <translation>, não assinado</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>Auditoria</translation>
    </message>
    <message>
        <source>seq %1</source>
        <translation>seq %1</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>Orçamento</translation>
    </message>
    <message>
        <source>%1 of %2 h, %3 of %4 d</source>
        <extracomment>started canaries against the limit of an hour and of a day</extracomment>
        <translation>%1 de %2 h, %3 de %4 d</translation>
    </message>
    <message>
        <source>LIVE</source>
        <translation>AO VIVO</translation>
    </message>
    <message>
        <source>READ-ONLY</source>
        <translation>SÓ LEITURA</translation>
    </message>
    <message>
        <source>REPLAY</source>
        <translation>REPRODUÇÃO</translation>
    </message>
    <message>
        <source>OFFLINE</source>
        <translation>OFFLINE</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>ninguém</translation>
    </message>
    <message>
        <source>, signed to %1</source>
        <extracomment>%1 is the number of a record</extracomment>
        <translation>, assinado até %1</translation>
    </message>
    <message>
        <source>DEMO</source>
        <translation>DEMO</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>iniciando</translation>
    </message>
    <message>
        <source>, being read</source>
        <translation>, em leitura</translation>
    </message>
    <message>
        <source>%1, not asked</source>
        <translation>%1, sem consulta</translation>
    </message>
</context>
<context>
    <name>penelope::ui::SwitchSheet</name>
    <message>
        <source>Passphrase</source>
        <translation>Senha da chave</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Voltar</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Switch operator</source>
        <translation>Trocar operador</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>%1 is an operator&apos;s name, %2 a role such as &quot;approver&quot;</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Whoever is chosen acts and signs at this desk until the next switch. Two approvals need two people with two keys.</source>
        <translation>Quem for escolhido age e assina nesta mesa até a próxima troca. Duas aprovações precisam de duas pessoas com duas chaves.</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Operador</translation>
    </message>
    <message>
        <source>Act as %1</source>
        <extracomment>%1 is an operator&apos;s name</extracomment>
        <translation>Agir como %1</translation>
    </message>
    <message>
        <source>No operator&apos;s key is at this desk. A key is made with penelopectl keys new.</source>
        <translation>Não há chave de operador nesta mesa. Uma chave é criada com penelopectl keys new.</translation>
    </message>
    <message>
        <source>Opening the key …</source>
        <translation>Abrindo a chave …</translation>
    </message>
    <message>
        <source>Not possible yet: the key of %1 is sealed, its passphrase is missing.</source>
        <extracomment>%1 is an operator&apos;s name</extracomment>
        <translation>Ainda não é possível: a chave de %1 está selada e falta a senha.</translation>
    </message>
    <message>
        <source>Not done: %1</source>
        <extracomment>%1 is a sentence that says why</extracomment>
        <translation>Não feito: %1</translation>
    </message>
</context>
<context>
    <name>penelope::ui::TextSheet</name>
    <message>
        <source>Back</source>
        <translation>Voltar</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Not possible yet: fill in “%1”.</source>
        <extracomment>%1 is the name of a field, such as &quot;Reason&quot;</extracomment>
        <translation>Ainda não é possível: preencha “%1”.</translation>
    </message>
</context>
<context>
    <name>penelope::ui::TopBar</name>
    <message>
        <source>Find or run a command</source>
        <translation>Buscar ou executar um comando</translation>
    </message>
</context>
<context>
    <name>penelope::ui::TroubleWindow</name>
    <message>
        <source>Penelope</source>
        <extracomment>the name of the product</extracomment>
        <translation>Penelope</translation>
    </message>
    <message>
        <source>Penelope cannot start</source>
        <translation>O Penelope não pode iniciar</translation>
    </message>
    <message>
        <source>Browse its records</source>
        <translation>Navegar nos registros</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
</context>
<context>
    <name>penelope::ui::UnfreezeDialog</name>
    <message>
        <source>%1, by %2: %3</source>
        <extracomment>%1 what is frozen, %2 by whom, %3 why</extracomment>
        <translation>%1, por %2: %3</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>tudo</translation>
    </message>
    <message>
        <source>service %1</source>
        <translation>serviço %1</translation>
    </message>
    <message>
        <source>label %1=%2</source>
        <translation>rótulo %1=%2</translation>
    </message>
    <message>
        <source>End the freeze</source>
        <translation>Encerrar o congelamento</translation>
    </message>
    <message numerus="yes">
        <source>What waits for it goes on at once: %n act(s).</source>
        <translation>
            <numerusform>O que espera por ele continua logo: %n ato.</numerusform>
            <numerusform>O que espera por ele continua logo: %n atos.</numerusform>
        </translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>required, stays in the audit</source>
        <translation>obrigatório, fica na auditoria</translation>
    </message>
    <message>
        <source>Not done: %1</source>
        <translation>Não foi feito: %1</translation>
    </message>
</context>
<context>
    <name>penelope::ui::WelcomeWindow</name>
    <message>
        <source>Skip</source>
        <translation>Pular</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Voltar</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Avançar</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Welcome to Penelope</source>
        <translation>Boas-vindas ao Penelope</translation>
    </message>
    <message>
        <source>On call</source>
        <translation>Plantão</translation>
    </message>
    <message>
        <source>A core runs here, watches Prometheus and asks you before a patch ships.</source>
        <translation>Um núcleo roda aqui, observa o Prometheus e consulta você antes de um patch ir para produção.</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Revisão</translation>
    </message>
    <message>
        <source>You look back at what happened: replay, what-if, reports.</source>
        <translation>Você olha para o que já aconteceu: reprodução, hipóteses, relatórios.</translation>
    </message>
    <message>
        <source>Audit a file</source>
        <translation>Auditar um arquivo</translation>
    </message>
    <message>
        <source>You have a journal and no network. Nothing is written; all is verified.</source>
        <translation>Você tem um diário e nenhuma rede. Nada é gravado; tudo é verificado.</translation>
    </message>
    <message>
        <source>Demonstration</source>
        <translation>Demonstração</translation>
    </message>
    <message>
        <source>An invented evening to try everything on. Nothing is sent, nothing of yours is touched.</source>
        <translation>Uma noite inventada para experimentar tudo. Nada é enviado, nada seu é tocado.</translation>
    </message>
    <message>
        <source>How will you use it?</source>
        <translation>Como você vai usar?</translation>
    </message>
    <message>
        <source>Press 1 to 4, then Ctrl+Enter. Everything can be changed later.</source>
        <translation>Pressione de 1 a 4 e depois Ctrl+Enter. Tudo pode ser mudado mais tarde.</translation>
    </message>
    <message>
        <source>Which Prometheus?</source>
        <translation>Qual Prometheus?</translation>
    </message>
    <message>
        <source>Penelope only asks it. Without one, approvals work and canaries cannot be judged.</source>
        <translation>O Penelope apenas faz consultas. Sem ele, as aprovações funcionam e canários não podem ser julgados.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Holds as soon as the console opens.</source>
        <translation>Vale assim que o console abrir.</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>How should it look and sound?</source>
        <translation>Qual aparência e quais sons?</translation>
    </message>
    <message>
        <source>How should it look?</source>
        <translation>Qual aparência?</translation>
    </message>
    <message>
        <source>The settings have the rest.</source>
        <translation>O resto está nas configurações.</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <extracomment>%1 and %2 are numbers of pages</extracomment>
        <translation>Página %1 de %2</translation>
    </message>
    <message>
        <source>Open Penelope</source>
        <translation>Abrir o Penelope</translation>
    </message>
    <message>
        <source>Not kept: %1</source>
        <translation>Não guardado: %1</translation>
    </message>
    <message>
        <source>The journal to look at</source>
        <translation>O diário a examinar</translation>
    </message>
    <message>
        <source>Journals (*.db *.penelope-audit)</source>
        <translation>Diários (*.db *.penelope-audit)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Todos os arquivos (*)</translation>
    </message>
</context>
<context>
    <name>penelope::ui::approvals::ApprovalsPage</name>
    <message>
        <source>List is frozen while you decide</source>
        <translation>A lista fica congelada enquanto você decide</translation>
    </message>
    <message>
        <source>Show decided</source>
        <translation>Mostrar decididos</translation>
    </message>
    <message>
        <source>All requests</source>
        <translation>Todos os pedidos</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Pedidos</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Aprovações</translation>
    </message>
    <message>
        <source>Should this patch ship?</source>
        <translation>Este patch deve ir para produção?</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n aguardando</numerusform>
            <numerusform>%n aguardando</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n critical</source>
        <translation>
            <numerusform>%n crítico</numerusform>
            <numerusform>%n críticos</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing waiting</source>
        <translation>Nada aguardando</translation>
    </message>
    <message>
        <source>Decisions in 24 h: %1</source>
        <translation>Decisões em 24 h: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n new, show</source>
        <translation>
            <numerusform>%n novo, mostrar</numerusform>
            <numerusform>%n novos, mostrar</numerusform>
        </translation>
    </message>
    <message>
        <source>Order changed, show</source>
        <translation>Ordem mudou, mostrar</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>numbers of requests</extracomment>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>válido</translation>
    </message>
    <message>
        <source>Approve…</source>
        <translation>Aprovar…</translation>
    </message>
    <message>
        <source>Reject…</source>
        <translation>Rejeitar…</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>Assumir</translation>
    </message>
    <message>
        <source>Snooze</source>
        <translation>Adiar</translation>
    </message>
    <message>
        <source>Add note…</source>
        <translation>Incluir nota…</translation>
    </message>
    <message>
        <source>Propose a patch…</source>
        <translation>Propor um patch…</translation>
    </message>
    <message>
        <source>Show changes</source>
        <translation>Mostrar mudanças</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Por quê</translation>
    </message>
    <message>
        <source>Diff</source>
        <translation>Diff</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Evidência</translation>
    </message>
    <message>
        <source>Twin</source>
        <translation>Gêmeo</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Histórico</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>Bruto</translation>
    </message>
    <message>
        <source>Show %1</source>
        <extracomment>%1 is the name of a tab</extracomment>
        <translation>Mostrar %1</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mais</translation>
    </message>
    <message>
        <source>Close…</source>
        <translation>Encerrar…</translation>
    </message>
    <message>
        <source>Not done: %1</source>
        <translation>Não feito: %1</translation>
    </message>
    <message>
        <source>Too late to snooze: it expires at %1.</source>
        <translation>Tarde demais para adiar: expira às %1.</translation>
    </message>
    <message>
        <source>%1, until %2</source>
        <extracomment>%1 is a span such as &quot;15 min&quot;, %2 a time</extracomment>
        <translation>%1, até %2</translation>
    </message>
    <message>
        <source>As long as possible, until %1</source>
        <translation>O máximo possível, até %1</translation>
    </message>
    <message>
        <source>Close the escalation of %1</source>
        <translation>Encerrar o escalonamento de %1</translation>
    </message>
    <message>
        <source>It leaves the list of what waits for a person. The anomaly stays open until it resolves.</source>
        <translation>Sai da lista do que espera por uma pessoa. A anomalia fica aberta até se resolver.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>required</source>
        <translation>exigido</translation>
    </message>
    <message>
        <source>Close escalation</source>
        <translation>Encerrar escalonamento</translation>
    </message>
    <message>
        <source>Add a note to %1</source>
        <translation>Incluir nota em %1</translation>
    </message>
    <message>
        <source>Everybody who opens this sees it; it stays in the audit.</source>
        <translation>Quem abrir isto a verá; ela fica na auditoria.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Add note</source>
        <translation>Incluir nota</translation>
    </message>
    <message>
        <source>Propose a patch for %1</source>
        <translation>Propor um patch para %1</translation>
    </message>
    <message>
        <source>It passes the same gates as any other. You cannot approve it yourself.</source>
        <translation>Passa pelos mesmos portões que qualquer outro. Você mesmo não pode aprová-lo.</translation>
    </message>
    <message>
        <source>Intent</source>
        <translation>Intenção</translation>
    </message>
    <message>
        <source>one line</source>
        <translation>uma linha</translation>
    </message>
    <message>
        <source>Rollback</source>
        <translation>Reversão</translation>
    </message>
    <message>
        <source>how to undo it</source>
        <translation>como desfazer</translation>
    </message>
    <message>
        <source>unified, with git headers</source>
        <translation>unificado, com cabeçalhos git</translation>
    </message>
    <message>
        <source>Propose patch</source>
        <translation>Propor patch</translation>
    </message>
    <message>
        <source>Mark for a bulk approval</source>
        <translation>Marcar para aprovação em lote</translation>
    </message>
    <message>
        <source>Approve marked…</source>
        <translation>Aprovar marcados…</translation>
    </message>
    <message>
        <source>Agree…</source>
        <translation>Concordar…</translation>
    </message>
    <message>
        <source>Object…</source>
        <translation>Discordar…</translation>
    </message>
    <message>
        <source>Agree with what %1 decided alone for %2</source>
        <extracomment>%1 is a person, %2 a service</extracomment>
        <translation>Concordar com o que %1 decidiu sozinho para %2</translation>
    </message>
    <message>
        <source>Object to what %1 decided alone for %2</source>
        <translation>Discordar do que %1 decidiu sozinho para %2</translation>
    </message>
    <message>
        <source>Your review is signed and stays in the audit. It takes the request out of the list; the canary is stopped on its own page.</source>
        <translation>Sua revisão é assinada e fica na auditoria. Ela tira o pedido da lista; o canário é parado na própria página.</translation>
    </message>
    <message>
        <source>Decided by %1 at %2: %3</source>
        <extracomment>%1 is a person, %2 a time, %3 a text</extracomment>
        <translation>Decidido por %1 às %2: %3</translation>
    </message>
    <message>
        <source>Agree</source>
        <translation>Concordar</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>Discordar</translation>
    </message>
    <message numerus="yes">
        <source>Approve %n marked…</source>
        <translation>
            <numerusform>Aprovar %n marcado…</numerusform>
            <numerusform>Aprovar %n marcados…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Approve %n marked patch(es)</source>
        <translation>
            <numerusform>Aprovar %n patch marcado</numerusform>
            <numerusform>Aprovar %n patches marcados</numerusform>
        </translation>
    </message>
    <message>
        <source>One after the other, each held for undo by itself. An undo keeps the rest from being approved.</source>
        <translation>Um depois do outro, cada um retido para desfazer. Desfazer impede que o resto seja aprovado.</translation>
    </message>
    <message numerus="yes">
        <source>Approve %n patch(es)</source>
        <translation>
            <numerusform>Aprovar %n patch</numerusform>
            <numerusform>Aprovar %n patches</numerusform>
        </translation>
    </message>
    <message>
        <source>End the twin&apos;s trial…</source>
        <translation>Encerrar o teste no gêmeo…</translation>
    </message>
    <message>
        <source>End the twin&apos;s trial for %1</source>
        <translation>Encerrar o teste de %1 no gêmeo</translation>
    </message>
    <message>
        <source>What runs in the twin is ended at once. The twin then counts as not available, so a person is asked; the patch is not given up.</source>
        <translation>O que roda no gêmeo termina na hora. O gêmeo passa a contar como indisponível, então uma pessoa é consultada; o patch não é abandonado.</translation>
    </message>
    <message>
        <source>End the trial</source>
        <translation>Encerrar o teste</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtro</translation>
    </message>
    <message>
        <source>Nothing can be decided now.</source>
        <translation>Nada pode ser decidido agora.</translation>
    </message>
    <message>
        <source>Choose a request first.</source>
        <translation>Escolha um pedido primeiro.</translation>
    </message>
    <message>
        <source>Another approver reviews this: neither who decided nor who proposed it.</source>
        <translation>Outro aprovador revisa isto: nem quem decidiu nem quem propôs.</translation>
    </message>
    <message>
        <source>It is decided. What is left is a review.</source>
        <translation>Está decidido. O que falta é uma revisão.</translation>
    </message>
    <message>
        <source>Nothing waits here: it ended at %1.</source>
        <extracomment>%1 is a time such as 03:44:10Z</extracomment>
        <translation>Nada espera aqui: terminou às %1.</translation>
    </message>
    <message>
        <source>%1 proposes one, %2 closes the escalation.</source>
        <extracomment>%1 and %2 are keys, such as P and R</extracomment>
        <translation>%1 propõe um, %2 encerra o escalonamento.</translation>
    </message>
    <message>
        <source>There is no patch to approve yet:</source>
        <translation>Ainda não há patch para aprovar:</translation>
    </message>
    <message>
        <source>The time to decide is over.</source>
        <translation>O tempo para decidir acabou.</translation>
    </message>
    <message>
        <source>Nobody is asked about this yet: it takes its own way.</source>
        <translation>Ninguém é consultado sobre isto ainda: segue seu próprio caminho.</translation>
    </message>
    <message>
        <source>An escalation has no deadline to put off; it waits for a patch:</source>
        <translation>Um escalonamento não tem prazo para adiar; ele espera por um patch:</translation>
    </message>
</context>
<context>
    <name>penelope::ui::approvals::DecisionSheet</name>
    <message>
        <source>Copy text</source>
        <translation>Copiar texto</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Voltar</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>I accept older evidence</source>
        <translation>Aceito evidência mais antiga</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Approve patch %1 for %2</source>
        <extracomment>%1 is the id of a patch, %2 a service</extracomment>
        <translation>Aprovar patch %1 para %2</translation>
    </message>
    <message>
        <source>Reject patch %1 for %2</source>
        <translation>Rejeitar patch %1 para %2</translation>
    </message>
    <message>
        <source>Approve patch for %1</source>
        <translation>Aprovar patch para %1</translation>
    </message>
    <message>
        <source>Reject patch for %1</source>
        <translation>Rejeitar patch para %1</translation>
    </message>
    <message>
        <source>Nothing can be decided here</source>
        <translation>Nada pode ser decidido aqui</translation>
    </message>
    <message>
        <source>Another decision is being held</source>
        <translation>Outra decisão está retida</translation>
    </message>
    <message>
        <source>The patch is not shipped. The anomaly waits for a person again.</source>
        <translation>O patch não é implantado. A anomalia volta a esperar por uma pessoa.</translation>
    </message>
    <message>
        <source>Not possible yet: %1.</source>
        <extracomment>%1 is what to do, such as &quot;write a reason&quot;</extracomment>
        <translation>Ainda não é possível: %1.</translation>
    </message>
    <message>
        <source>Undo within %1</source>
        <translation>Desfazer em até %1</translation>
    </message>
    <message>
        <source>Sent at once: less than 15 s are left</source>
        <translation>Enviado já: restam menos de 15 s</translation>
    </message>
    <message>
        <source>Expired at %1: not approved. Your text is kept.</source>
        <translation>Expirado às %1: não aprovado. Seu texto foi guardado.</translation>
    </message>
    <message>
        <source>Decided by %1 at %2, before you. Your text is kept.</source>
        <extracomment>%1 is a person or empty, %2 a time</extracomment>
        <translation>Decidido por %1 às %2, antes de você. Seu texto foi guardado.</translation>
    </message>
    <message>
        <source>the core</source>
        <translation>o núcleo</translation>
    </message>
    <message>
        <source>Name of the service, to decide alone</source>
        <translation>Nome do serviço, para decidir sozinho</translation>
    </message>
    <message>
        <source>Decide alone (break-glass)</source>
        <translation>Decidir sozinho (quebra de vidro)</translation>
    </message>
    <message>
        <source>Decide alone (break-glass), possible from %1</source>
        <translation>Decidir sozinho (quebra de vidro), possível a partir de %1</translation>
    </message>
    <message>
        <source>Approve alone for %1</source>
        <translation>Aprovar sozinho para %1</translation>
    </message>
    <message>
        <source>Approve for %1</source>
        <translation>Aprovar para %1</translation>
    </message>
    <message>
        <source>Reject for %1</source>
        <translation>Rejeitar para %1</translation>
    </message>
    <message>
        <source>You decide alone: the canary may start at once. Everybody is alarmed, and it stays in the list until another approver has reviewed it.</source>
        <translation>Você decide só: o canário pode começar já. Todos são alertados, e fica na lista até que outro aprovador o reveja.</translation>
    </message>
    <message>
        <source>%1 approved this at %2 while you were reading. Your text is kept.</source>
        <extracomment>%1 is a person, %2 a time</extracomment>
        <translation>%1 aprovou isto às %2 enquanto você lia. Seu texto foi mantido.</translation>
    </message>
    <message>
        <source>%1 rejected this at %2 while you were reading. Your text is kept.</source>
        <extracomment>%1 is a person, %2 a time</extracomment>
        <translation>%1 rejeitou isto às %2 enquanto você lia. Seu texto foi mantido.</translation>
    </message>
</context>
<context>
    <name>penelope::ui::approvals::DetailPane</name>
    <message>
        <source>Parts of the request</source>
        <translation>Partes do pedido</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Por quê</translation>
    </message>
    <message>
        <source>Diff</source>
        <translation>Diff</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Evidência</translation>
    </message>
    <message>
        <source>Twin</source>
        <translation>Gêmeo</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Histórico</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>Bruto</translation>
    </message>
</context>
<context>
    <name>penelope::ui::approvals::DiffNotes</name>
    <message>
        <source>This line has characters that are not seen or that change the order of the text.</source>
        <translation>Esta linha tem caracteres que não se veem ou que mudam a ordem do texto.</translation>
    </message>
    <message>
        <source>This file runs in CI: whoever changes it runs commands there.</source>
        <translation>Este arquivo roda na CI: quem o altera executa comandos lá.</translation>
    </message>
    <message>
        <source>This file runs while the service is built.</source>
        <translation>Este arquivo roda durante a compilação do serviço.</translation>
    </message>
    <message>
        <source>This file runs as a hook, on the machine of whoever uses the repository.</source>
        <translation>Este arquivo roda como hook, na máquina de quem usa o repositório.</translation>
    </message>
    <message>
        <source>Callers that leave out %1 were accepted before, and no longer are.</source>
        <extracomment>%1 is the name of a field</extracomment>
        <translation>Chamadas sem %1 eram aceitas antes e deixam de ser.</translation>
    </message>
    <message>
        <source>%1 is public and goes: whoever uses it breaks.</source>
        <extracomment>%1 is the name of a function, a class or a route</extracomment>
        <translation>%1 é público e sai: quem o usa quebra.</translation>
    </message>
    <message>
        <source>%1 is public and takes or gives something else from here on: whoever uses it may break.</source>
        <translation>%1 é público e passa a receber ou devolver outra coisa: quem o usa pode quebrar.</translation>
    </message>
    <message>
        <source>This file is on a critical path.</source>
        <translation>Este arquivo está em um caminho crítico.</translation>
    </message>
</context>
<context>
    <name>penelope::ui::approvals::DiffTab</name>
    <message>
        <source>Wrap</source>
        <translation>Quebrar linhas</translation>
    </message>
    <message>
        <source>Spaces</source>
        <translation>Espaços</translation>
    </message>
    <message>
        <source>Previous hunk</source>
        <translation>Trecho anterior</translation>
    </message>
    <message>
        <source>Next hunk</source>
        <translation>Próximo trecho</translation>
    </message>
    <message>
        <source>No diff</source>
        <translation>Sem diff</translation>
    </message>
    <message>
        <source>Cannot be read as text: shown as bytes</source>
        <translation>Não pode ser lido como texto: mostrado em bytes</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Lado a lado</translation>
    </message>
    <message>
        <source>Find in the diff</source>
        <translation>Procurar no diff</translation>
    </message>
    <message>
        <source>Find the previous place</source>
        <translation>Ir à ocorrência anterior</translation>
    </message>
    <message>
        <source>Text to find in the diff</source>
        <translation>Texto a procurar no diff</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>não encontrado</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>which of the places a text was found at: 3 of 17</extracomment>
        <translation>%1 de %2</translation>
    </message>
    <message numerus="yes">
        <source>Hunk %1 of %n, all seen</source>
        <extracomment>numbers of hunks: one alone is &quot;seen&quot;, several are &quot;all seen&quot;</extracomment>
        <translation>
            <numerusform>Trecho %1 de %n, visto</numerusform>
            <numerusform>Trecho %1 de %n, todos vistos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Hunk %1 of %2, %n seen</source>
        <translation>
            <numerusform>Trecho %1 de %2, %n visto</numerusform>
            <numerusform>Trecho %1 de %2, %n vistos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>penelope::ui::approvals::FormTab</name>
    <message>
        <source>yes</source>
        <translation>sim</translation>
    </message>
    <message>
        <source>no</source>
        <translation>não</translation>
    </message>
    <message>
        <source>Anomaly</source>
        <translation>Anomalia</translation>
    </message>
    <message>
        <source>None: this patch was proposed without one</source>
        <translation>Nenhuma: este patch foi proposto sem uma</translation>
    </message>
    <message>
        <source>Cause</source>
        <extracomment>%1 is a sentence that ends with a full stop, %2 a percentage</extracomment>
        <translation>Causa</translation>
    </message>
    <message>
        <source>%1 Confidence %2.</source>
        <translation>%1 Confiança %2.</translation>
    </message>
    <message>
        <source>Not diagnosed yet</source>
        <translation>Ainda sem diagnóstico</translation>
    </message>
    <message>
        <source>Decision</source>
        <extracomment>%1 a decision such as &quot;Intervene&quot;, %2 the number of a rule, %3 the reason as a sentence</extracomment>
        <translation>Decisão</translation>
    </message>
    <message>
        <source>Not judged yet</source>
        <translation>Ainda não julgado</translation>
    </message>
    <message>
        <source>%1. Rule %2: %3</source>
        <translation>%1. Regra %2: %3</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>Risco</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Não se sabe</translation>
    </message>
    <message>
        <source>Nothing that was looked for</source>
        <translation>Nada do que foi procurado</translation>
    </message>
    <message>
        <source>Tried</source>
        <translation>Tentado</translation>
    </message>
    <message>
        <source>Twin</source>
        <translation>Gêmeo</translation>
    </message>
    <message>
        <source>Gentleness</source>
        <extracomment>%1 a score, %2 the least score</extracomment>
        <translation>Suavidade</translation>
    </message>
    <message>
        <source>%1 (at least %2). %3, %4, reversible %5</source>
        <translation>%1 (no mínimo %2). %3, %4, reversível %5</translation>
    </message>
    <message>
        <source>1 line</source>
        <translation>1 linha</translation>
    </message>
    <message>
        <source>%1 lines</source>
        <translation>%1 linhas</translation>
    </message>
    <message>
        <source>1 function</source>
        <translation>1 função</translation>
    </message>
    <message>
        <source>%1 functions</source>
        <translation>%1 funções</translation>
    </message>
    <message>
        <source>Asks because</source>
        <translation>Pergunta porque</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Desfazer</translation>
    </message>
    <message>
        <source>No note; the commit can be reverted</source>
        <translation>Sem nota; o commit pode ser revertido</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Origem</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Evidência</translation>
    </message>
    <message>
        <source>There is no anomaly behind this patch</source>
        <translation>Não há anomalia por trás deste patch</translation>
    </message>
    <message>
        <source>Step %1</source>
        <extracomment>%1 a sentence, %2 a percentage</extracomment>
        <translation>Passo %1</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Precedent</source>
        <translation>Precedente</translation>
    </message>
    <message>
        <source>%1: %2 similar, %3</source>
        <extracomment>%1 the id of a precedent, %2 a similarity such as 0.93, %3 an outcome</extracomment>
        <translation>%1: %2 semelhante, %3</translation>
    </message>
    <message>
        <source>There is no patch to try</source>
        <translation>Não há patch a testar</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>UNKNOWN: the twin could not run. It asks, it does not pass.</source>
        <translation>DESCONHECIDO: o gêmeo não pôde rodar. Ele pergunta, não aprova.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Anomaly detected by %1</source>
        <translation>Anomalia detectada por %1</translation>
    </message>
    <message>
        <source>Judged: %1, rule %2</source>
        <extracomment>%1 a decision, %2 the number of a rule</extracomment>
        <translation>Julgado: %1, regra %2</translation>
    </message>
    <message>
        <source>Escalation closed: %1</source>
        <translation>Escalonamento encerrado: %1</translation>
    </message>
    <message>
        <source>Anomaly resolved</source>
        <translation>Anomalia resolvida</translation>
    </message>
    <message>
        <source>Approval asked, version %1</source>
        <translation>Aprovação pedida, versão %1</translation>
    </message>
    <message>
        <source>Approved by %1 at version %2 (void now): %3</source>
        <translation>Aprovado por %1 na versão %2 (agora nulo): %3</translation>
    </message>
    <message>
        <source>Approved by %1 at version %2: %3</source>
        <translation>Aprovado por %1 na versão %2: %3</translation>
    </message>
    <message>
        <source>no reason given</source>
        <translation>sem motivo dado</translation>
    </message>
    <message>
        <source>Note by %1: %2</source>
        <translation>Nota de %1: %2</translation>
    </message>
    <message>
        <source>Not available, counts as UNKNOWN: %1</source>
        <translation>Indisponível, conta como DESCONHECIDO: %1</translation>
    </message>
    <message>
        <source>as of %1</source>
        <extracomment>%1 a time, %2 a span of time</extracomment>
        <translation>em %1</translation>
    </message>
    <message>
        <source>as of %1, %2 before the decision</source>
        <translation>em %1, %2 antes da decisão</translation>
    </message>
    <message>
        <source>since %1</source>
        <extracomment>%1 is a time</extracomment>
        <translation>desde %1</translation>
    </message>
    <message>
        <source>No source is watched here: what stands here was read then</source>
        <translation>Nenhuma fonte é observada aqui: o que está aqui foi lido então</translation>
    </message>
    <message>
        <source>Sources now</source>
        <translation>Fontes agora</translation>
    </message>
    <message>
        <source>Uncertain</source>
        <extracomment>%1 is a list of names, %2 a risk</extracomment>
        <translation>Incerto</translation>
    </message>
    <message>
        <source>Everything that was looked for could be read.</source>
        <translation>Tudo o que foi procurado pôde ser lido.</translation>
    </message>
    <message>
        <source>Not read: %1. The risk could be up to %2.</source>
        <translation>Não lido: %1. O risco pode chegar a %2.</translation>
    </message>
    <message>
        <source>Nearest else</source>
        <translation>Mais próximo</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Confiança</translation>
    </message>
    <message>
        <source>Evidence %1</source>
        <extracomment>%1 is the rank of a piece of evidence, the strongest first</extracomment>
        <translation>Evidência %1</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Medido</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <extracomment>%1 a measured value, %2 where it was read and when</extracomment>
        <translation>%1; %2</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Contexto</translation>
    </message>
    <message>
        <source>Precedents</source>
        <translation>Precedentes</translation>
    </message>
    <message>
        <source>None is similar enough</source>
        <translation>Nenhum é semelhante o bastante</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>Lição</translation>
    </message>
    <message>
        <source>Open its patch</source>
        <translation>Abrir seu patch</translation>
    </message>
    <message>
        <source>Open the patch of precedent %1 in the audit</source>
        <translation>Abrir na auditoria o patch do precedente %1</translation>
    </message>
    <message>
        <source>Open the decision in the audit</source>
        <translation>Abrir a decisão na auditoria</translation>
    </message>
    <message>
        <source>Open the anomaly in the audit</source>
        <translation>Abrir a anomalia na auditoria</translation>
    </message>
    <message>
        <source>Patch</source>
        <translation>Patch</translation>
    </message>
    <message>
        <source>Open the patch in the audit</source>
        <translation>Abrir o patch na auditoria</translation>
    </message>
    <message>
        <source>In the audit</source>
        <translation>Na auditoria</translation>
    </message>
    <message>
        <source>Followed</source>
        <translation>Seguiu</translation>
    </message>
    <message>
        <source>Else</source>
        <translation>Senão</translation>
    </message>
    <message>
        <source>No single input would have changed the decision.</source>
        <translation>Nenhuma entrada sozinha teria mudado a decisão.</translation>
    </message>
    <message>
        <source>Rules</source>
        <extracomment>%1 is a list of inputs</extracomment>
        <translation>Regras</translation>
    </message>
    <message>
        <source>The record of this decision does not hold every input (%1), so the table is partial.</source>
        <translation>O registro desta decisão não contém todas as entradas (%1); a tabela é parcial.</translation>
    </message>
    <message>
        <source>Passed: the service&apos;s own tests ran on the patched tree.</source>
        <translation>Aprovado: os testes do próprio serviço rodaram na árvore com o patch.</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Onde</translation>
    </message>
    <message>
        <source>In a sandbox: a copy of the tree, no network but its own, limits on time, memory, processes and files.</source>
        <translation>Em uma sandbox: uma cópia da árvore, sem rede além da própria, com limites de tempo, memória, processos e arquivos.</translation>
    </message>
    <message>
        <source>Exit code</source>
        <translation>Código de saída</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Arquivos</translation>
    </message>
    <message>
        <source>It changed none of the tree&apos;s.</source>
        <translation>Não alterou nenhum da árvore.</translation>
    </message>
    <message>
        <source>The end of what it printed</source>
        <translation>O final do que foi impresso</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>Saída</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 MiB</source>
        <translation>%1 MiB</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Requisições</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Falhas</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Mediana</translation>
    </message>
    <message>
        <source>p99</source>
        <translation>p99</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Memória</translation>
    </message>
    <message>
        <source>NO WAY BACK: %1</source>
        <translation>SEM VOLTA: %1</translation>
    </message>
    <message>
        <source>Left behind</source>
        <translation>Deixado para trás</translation>
    </message>
    <message>
        <source>UNKNOWN: it ran well, and it cannot be undone. It asks, it does not pass.</source>
        <translation>DESCONHECIDO: rodou bem e não pode ser desfeito. Pergunta, não passa.</translation>
    </message>
    <message>
        <source>Its mix</source>
        <translation>Sua mistura</translation>
    </message>
    <message>
        <source>value</source>
        <translation>valor</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>com falha</translation>
    </message>
    <message>
        <source>saturation</source>
        <translation>saturação</translation>
    </message>
    <message>
        <source>&lt;- proposed</source>
        <translation>&lt;- proposto</translation>
    </message>
    <message>
        <source>Tried values</source>
        <extracomment>%1 is the name of a program, %2 a file and the name of a setting in it, %3 a number</extracomment>
        <translation>Valores testados</translation>
    </message>
    <message>
        <source>By the generator %1, in a sandbox: %2, of which it proposes %3.</source>
        <translation>Pelo gerador %1, em uma sandbox: %2; ele propõe %3.</translation>
    </message>
    <message>
        <source>What it saw with each value</source>
        <translation>O que ele viu com cada valor</translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <translation>de %1 a %2</translation>
    </message>
    <message>
        <source>before %1, after %2</source>
        <translation>antes %1, depois %2</translation>
    </message>
    <message>
        <source>p90 over time</source>
        <translation>p90 ao longo do tempo</translation>
    </message>
    <message>
        <source>thin: before · thick: after · %1</source>
        <translation>fina: antes · grossa: depois · %1</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Agora</translation>
    </message>
    <message>
        <source>None: it has not been tried.</source>
        <translation>Nenhum: ainda não foi testado.</translation>
    </message>
    <message>
        <source>UNKNOWN: the trial was ended before it had an answer. It asks, it does not pass.</source>
        <translation>DESCONHECIDO: o teste foi encerrado antes de ter resposta. Isso pede aprovação, não aprova.</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Recusado</translation>
    </message>
    <message>
        <source>It asked for nothing that the sandbox refuses.</source>
        <translation>Não pediu nada que a sandbox recuse.</translation>
    </message>
    <message>
        <source>under %1 s</source>
        <translation>menos de %1 s</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nenhuma</translation>
    </message>
    <message>
        <source>%1: before %2, after %3, difference %4</source>
        <extracomment>What a row of a table reads aloud</extracomment>
        <translation>%1: antes %2, depois %3, diferença %4</translation>
    </message>
    <message>
        <source>before</source>
        <translation>antes</translation>
    </message>
    <message>
        <source>after</source>
        <translation>depois</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>diferença</translation>
    </message>
    <message>
        <source>Measured: before, after and difference</source>
        <translation>Medido: antes, depois e diferença</translation>
    </message>
    <message>
        <source>Each minute</source>
        <translation>A cada minuto</translation>
    </message>
    <message>
        <source>The service&apos;s own tests, for %1.</source>
        <translation>Os testes do próprio serviço, por %1.</translation>
    </message>
    <message>
        <source>The service&apos;s own tests.</source>
        <translation>Os testes do próprio serviço.</translation>
    </message>
    <message>
        <source>Both versions under load side by side, %1 requests a second to each, for %2.</source>
        <translation>As duas versões sob carga lado a lado, %1 requisições por segundo para cada uma, por %2.</translation>
    </message>
    <message>
        <source>The way back, on the data that the patched version left.</source>
        <translation>O caminho de volta, sobre os dados que a versão com o patch deixou.</translation>
    </message>
    <message>
        <source>Memory curve</source>
        <translation>Memória no tempo</translation>
    </message>
    <message>
        <source>Tested: the version before was back in %1, with its files, answers and times as they were.</source>
        <translation>Testado: a versão anterior voltou em %1, com seus arquivos, respostas e tempos como eram.</translation>
    </message>
    <message>
        <source>UNKNOWN: it ran, and that proves too little. It asks, it does not pass.</source>
        <translation>DESCONHECIDO: rodou, mas isso prova muito pouco. Pergunta, não passa.</translation>
    </message>
    <message>
        <source>Passed: its tests, the load and the way back.</source>
        <translation>Passou: seus testes, a carga e o caminho de volta.</translation>
    </message>
    <message>
        <source>NOT PASSED: the patched version is worse, or does not work.</source>
        <translation>NÃO PASSOU: a versão com o patch é pior ou não funciona.</translation>
    </message>
    <message>
        <source>Its tests</source>
        <translation>Seus testes</translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <extracomment>%1 is a verb such as &quot;Rejected&quot;, %2 an operator</extracomment>
        <translation>%1 por %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is what a person did, %2 the reason given</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Judged by</source>
        <translation>Julgado por</translation>
    </message>
</context>
<context>
    <name>penelope::ui::approvals::GateRow</name>
    <message>
        <source>Open. %1</source>
        <translation>Aberto. %1</translation>
    </message>
    <message>
        <source>Closed. %1. To do: %2</source>
        <translation>Fechado. %1. A fazer: %2</translation>
    </message>
</context>
<context>
    <name>penelope::ui::approvals::QueueModel</name>
    <message>
        <source>Left</source>
        <translation>Resta</translation>
    </message>
    <message>
        <source>Sev</source>
        <translation>Sev</translation>
    </message>
    <message>
        <source>Service and cause</source>
        <translation>Serviço e causa</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Mudança</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>Risco</translation>
    </message>
    <message>
        <source>Lvl</source>
        <translation>Nív</translation>
    </message>
    <message>
        <source>Need</source>
        <translation>Falta</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>marked</source>
        <translation>marcado</translation>
    </message>
</context>
<context>
    <name>penelope::ui::approvals::RequestHead</name>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>If approved</source>
        <translation>Se aprovado</translation>
    </message>
    <message>
        <source>If nothing</source>
        <translation>Sem ação</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>Copiar id</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Tempo restante</translation>
    </message>
    <message>
        <source>asked %1</source>
        <translation>pedido %1</translation>
    </message>
    <message>
        <source>Expires in</source>
        <translation>Expira em</translation>
    </message>
    <message>
        <source>Expired at %1: not approved</source>
        <translation>Expirado às %1: não aprovado</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1 às %2</translation>
    </message>
    <message>
        <source>%1 by %2 at %3</source>
        <extracomment>a state such as &quot;approved&quot;, who, when</extracomment>
        <translation>%1 por %2 às %3</translation>
    </message>
    <message>
        <source>Copy the patch&apos;s id</source>
        <translation>Copiar o id do patch</translation>
    </message>
    <message>
        <source>Copy the anomaly&apos;s id</source>
        <translation>Copiar o id da anomalia</translation>
    </message>
    <message>
        <source>detected %1</source>
        <translation>detectada %1</translation>
    </message>
    <message>
        <source>Resolved at %1</source>
        <translation>Resolvida às %1</translation>
    </message>
    <message>
        <source>without intervention</source>
        <translation>sem intervenção</translation>
    </message>
    <message>
        <source>Open for %1</source>
        <translation>Aberta há %1</translation>
    </message>
    <message>
        <source>It stays open, and in this list, until it resolves or a person closes it.</source>
        <translation>Fica aberta, e nesta lista, até se resolver ou alguém a encerrar.</translation>
    </message>
    <message>
        <source>The core looks again at %1.</source>
        <translation>O núcleo verifica de novo às %1.</translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>às %1</translation>
    </message>
    <message>
        <source>proposed %1</source>
        <translation>proposto %1</translation>
    </message>
    <message>
        <source>Because</source>
        <translation>Porque</translation>
    </message>
    <message>
        <source>at %1, %2</source>
        <translation>às %1, %2</translation>
    </message>
    <message>
        <source>since %1, %2</source>
        <translation>desde %1, %2</translation>
    </message>
    <message>
        <source>Since then</source>
        <translation>Desde então</translation>
    </message>
    <message>
        <source>Snoozed</source>
        <translation>Adiado</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>Assumido</translation>
    </message>
    <message>
        <source>Until %1, %2 left; then it calls again.</source>
        <extracomment>%1 is a time, %2 a count-down such as &quot;12:03&quot;</extracomment>
        <translation>Até %1, faltam %2; depois chama de novo.</translation>
    </message>
    <message>
        <source>By %1 until %2, %3 left; then it calls again.</source>
        <extracomment>%1 is a person, %2 a time, %3 a count-down such as &quot;12:03&quot;</extracomment>
        <translation>Por %1 até %2, faltam %3; depois chama de novo.</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>desde %1</translation>
    </message>
</context>
<context>
    <name>penelope::ui::approvals::RiskView</name>
    <message>
        <source>Risk</source>
        <translation>Risco</translation>
    </message>
    <message>
        <source>%1: %2, adds %3</source>
        <translation>%1: %2, soma %3</translation>
    </message>
    <message>
        <source>%1: UNKNOWN, %2</source>
        <translation>%1: DESCONHECIDO, %2</translation>
    </message>
    <message>
        <source>%1 two approvers</source>
        <translation>%1 dois aprovadores</translation>
    </message>
    <message>
        <source>Factor</source>
        <translation>Fator</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valor</translation>
    </message>
    <message>
        <source>Raises if</source>
        <translation>Eleva se</translation>
    </message>
    <message>
        <source>Adds</source>
        <translation>Soma</translation>
    </message>
    <message>
        <source>Source, age</source>
        <translation>Fonte, idade</translation>
    </message>
    <message>
        <source>under %1</source>
        <translation>abaixo de %1</translation>
    </message>
    <message>
        <source>over %1</source>
        <translation>acima de %1</translation>
    </message>
    <message>
        <source>UNKNOWN</source>
        <translation>DESCONHECIDO</translation>
    </message>
</context>
<context>
    <name>penelope::ui::approvals::RuleView</name>
    <message>
        <source>Rules</source>
        <translation>Regras</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regra</translation>
    </message>
    <message>
        <source>Asks for, and what was measured</source>
        <translation>O que pede e o que foi medido</translation>
    </message>
    <message>
        <source>Decides</source>
        <translation>Decide</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>Rule %1: %2</source>
        <extracomment>%1 the number of a rule, %2 what it asks for</extracomment>
        <translation>Regra %1: %2</translation>
    </message>
    <message>
        <source>decided</source>
        <translation>decidiu</translation>
    </message>
    <message>
        <source>not asked</source>
        <translation>não consultada</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>não se aplica</translation>
    </message>
</context>
<context>
    <name>penelope::ui::approvals::TrialProgress</name>
    <message>
        <source>Progress of the trial</source>
        <translation>Andamento do teste</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>não se sabe</translation>
    </message>
    <message>
        <source>It was being tried at this moment.</source>
        <translation>Estava em teste neste momento.</translation>
    </message>
    <message>
        <source>A copy of the service is being made, for %1.</source>
        <translation>Uma cópia do serviço está sendo feita, há %1.</translation>
    </message>
    <message>
        <source>The service&apos;s own tests run on the patched copy for %1; they may take %2.</source>
        <extracomment>%1 and %2 are spans such as &quot;34 s&quot;</extracomment>
        <translation>Os testes do próprio serviço rodam na cópia com o patch há %1; podem levar %2.</translation>
    </message>
    <message>
        <source>The version before and the patched one are under the same load for %1 of about %2; then the way back is tried.</source>
        <extracomment>%1 and %2 are spans such as &quot;34 s&quot;</extracomment>
        <translation>A versão anterior e a com o patch estão sob a mesma carga há %1 de cerca de %2; depois, a volta é testada.</translation>
    </message>
    <message>
        <source>End the trial…</source>
        <translation>Encerrar o teste…</translation>
    </message>
    <message>
        <source>A person is asked instead of waiting for the twin</source>
        <translation>Uma pessoa é consultada em vez de esperar pelo gêmeo</translation>
    </message>
</context>
<context>
    <name>penelope::ui::attention::AttentionWatch</name>
    <message>
        <source>Penelope: test</source>
        <translation>Penelope: teste</translation>
    </message>
    <message>
        <source>Notifications of Penelope look like this.</source>
        <translation>As notificações do Penelope têm esta aparência.</translation>
    </message>
    <message>
        <source>no device</source>
        <translation>sem dispositivo</translation>
    </message>
    <message>
        <source>off</source>
        <translation>desligado</translation>
    </message>
    <message>
        <source>muted %1 min</source>
        <extracomment>%1 is a number of minutes</extracomment>
        <translation>silenciado %1 min</translation>
    </message>
    <message>
        <source>on</source>
        <translation>ligado</translation>
    </message>
    <message>
        <source>There is no sound: the package libcanberra0 is not installed. Notifications and the window go on.</source>
        <translation>Não há som: o pacote libcanberra0 não está instalado. As notificações e a janela continuam.</translation>
    </message>
    <message>
        <source>There is no sound: no sound device answers. Notifications and the window go on.</source>
        <translation>Não há som: nenhum dispositivo de áudio responde. As notificações e a janela continuam.</translation>
    </message>
    <message>
        <source>Sound is off.</source>
        <translation>O som está desligado.</translation>
    </message>
    <message>
        <source>This desktop shows no notifications: no service answers as org.freedesktop.Notifications. The attention strip, the window&apos;s title and the tones go on.</source>
        <translation>Este ambiente não mostra notificações: nenhum serviço responde como org.freedesktop.Notifications. A faixa de atenção, o título da janela e os sons continuam.</translation>
    </message>
    <message>
        <source>The desktop&apos;s notifications have not been needed yet.</source>
        <translation>As notificações do ambiente ainda não foram necessárias.</translation>
    </message>
    <message>
        <source>Notifications are shown by the desktop.</source>
        <translation>As notificações são mostradas pelo ambiente.</translation>
    </message>
    <message>
        <source>Notifications are off.</source>
        <translation>As notificações estão desligadas.</translation>
    </message>
    <message numerus="yes">
        <source>Sound is muted for %n minute(s) more.</source>
        <translation>
            <numerusform>O som está silenciado por mais %n minuto.</numerusform>
            <numerusform>O som está silenciado por mais %n minutos.</numerusform>
        </translation>
    </message>
    <message>
        <source>Sound is on.</source>
        <translation>O som está ligado.</translation>
    </message>
</context>
<context>
    <name>penelope::ui::attention::TrayIcon</name>
    <message>
        <source>Show the window</source>
        <translation>Mostrar a janela</translation>
    </message>
    <message>
        <source>Mute sound for 30 minutes, or end it</source>
        <translation>Silenciar por 30 minutos, ou encerrar o silêncio</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Sair</translation>
    </message>
</context>
<context>
    <name>penelope::ui::breakers::ArmSheet</name>
    <message>
        <source>as people did</source>
        <translation>como as pessoas fizeram</translation>
    </message>
    <message>
        <source>otherwise</source>
        <translation>de outro modo</translation>
    </message>
    <message>
        <source>not gradable</source>
        <translation>não avaliável</translation>
    </message>
    <message>
        <source>It is watched and judged; nothing is proposed.</source>
        <translation>É observado e julgado; nada é proposto.</translation>
    </message>
    <message>
        <source>Everything is decided and proposed; nothing acts and nobody is asked.</source>
        <translation>Tudo é decidido e proposto; nada age e ninguém é consultado.</translation>
    </message>
    <message>
        <source>Patches may reach production through the gates.</source>
        <translation>Patches podem chegar à produção pelos portões.</translation>
    </message>
    <message>
        <source>a person changed the service</source>
        <translation>uma pessoa mudou o serviço</translation>
    </message>
    <message>
        <source>a patch was promoted</source>
        <translation>um patch foi promovido</translation>
    </message>
    <message>
        <source>what was changed was taken back</source>
        <translation>o que foi mudado foi desfeito</translation>
    </message>
    <message>
        <source>a person was needed</source>
        <translation>foi preciso uma pessoa</translation>
    </message>
    <message>
        <source>it went away by itself</source>
        <translation>passou sozinho</translation>
    </message>
    <message>
        <source>nothing follows from what happened</source>
        <translation>nada se conclui do que aconteceu</translation>
    </message>
    <message>
        <source>still open</source>
        <translation>ainda aberto</translation>
    </message>
    <message>
        <source>%1 acts, %2 as people did, %3 otherwise; %4 not gradable</source>
        <extracomment>%1 counts would-be acts, of which %2 agree with what people did and %3 do not; %4 cannot be graded</extracomment>
        <translation>%1 atos, %2 como as pessoas fizeram, %3 de outro modo; %4 não avaliáveis</translation>
    </message>
    <message>
        <source>%1. Share %2, 95 % interval %3 to %4</source>
        <extracomment>%1 the counts, %2 a share, %3 and %4 the bounds of its 95 % interval</extracomment>
        <translation>%1. Proporção %2, intervalo de 95 % de %3 a %4</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Arming of %1: %2</source>
        <extracomment>%1 is a service, %2 one of off, shadow, armed</extracomment>
        <translation>Armamento de %1: %2</translation>
    </message>
    <message>
        <source>If it had been armed in the last 30 days: %1.</source>
        <translation>Se estivesse armado nos últimos 30 dias: %1.</translation>
    </message>
    <message>
        <source>Level %1: %2</source>
        <extracomment>%1 is a level such as &quot;3, surgical&quot;, %2 the counts</extracomment>
        <translation>Nível %1: %2</translation>
    </message>
    <message>
        <source>Seq</source>
        <translation>Seq</translation>
    </message>
    <message>
        <source>Time UTC</source>
        <translation>Hora UTC</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Nível</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>Avaliação</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>O que aconteceu</translation>
    </message>
    <message>
        <source>Would-be acts and what then happened</source>
        <translation>Atos em sombra e o que aconteceu depois</translation>
    </message>
    <message>
        <source>Set it to</source>
        <translation>Definir como</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>required, stays in the audit</source>
        <translation>obrigatório, fica na auditoria</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Voltar</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Set %1 to %2</source>
        <extracomment>%1 is a service, %2 one of off, shadow, armed</extracomment>
        <translation>Definir %1 como %2</translation>
    </message>
    <message>
        <source>Not done: %1</source>
        <translation>Não foi feito: %1</translation>
    </message>
    <message>
        <source>Not possible yet: write a reason.</source>
        <translation>Ainda não é possível: escreva um motivo.</translation>
    </message>
</context>
<context>
    <name>penelope::ui::breakers::BreakerModel</name>
    <message>
        <source>never used</source>
        <translation>nunca usado</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>fechado</translation>
    </message>
    <message>
        <source>OPEN</source>
        <translation>ABERTO</translation>
    </message>
    <message>
        <source>OPEN, ready</source>
        <translation>ABERTO, pronto</translation>
    </message>
    <message>
        <source>HALF-OPEN</source>
        <translation>MEIO-ABERTO</translation>
    </message>
    <message>
        <source>%1 left until %2</source>
        <extracomment>%1 is a time left such as 41:10, %2 a time</extracomment>
        <translation>faltam %1 até %2</translation>
    </message>
    <message>
        <source>half-open, no probe yet</source>
        <translation>meio-aberto, sem sonda ainda</translation>
    </message>
    <message>
        <source>over, next attempt is the probe</source>
        <translation>acabou, a próxima tentativa é a sonda</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>há %1</translation>
    </message>
    <message>
        <source>Closed  %1   most recent change first</source>
        <translation>Fechados  %1   mudança mais recente primeiro</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Serviço</translation>
    </message>
    <message>
        <source>Failures, 15 min</source>
        <translation>Falhas, 15 min</translation>
    </message>
    <message>
        <source>Cooldown</source>
        <translation>Espera</translation>
    </message>
    <message>
        <source>Blocked, 1 h</source>
        <translation>Bloqueados, 1 h</translation>
    </message>
    <message>
        <source>Last change</source>
        <translation>Última mudança</translation>
    </message>
    <message>
        <source>NO DATA</source>
        <translation>SEM DADOS</translation>
    </message>
    <message>
        <source>STALE</source>
        <translation>DESATUALIZADO</translation>
    </message>
    <message>
        <source>STALE %1</source>
        <translation>DESATUAL. %1</translation>
    </message>
    <message>
        <source>last known closed</source>
        <translation>visto fechado por último</translation>
    </message>
    <message>
        <source>probe %1 running, others refused</source>
        <translation>sonda %1 em curso, outras recusadas</translation>
    </message>
    <message>
        <source>failures %1</source>
        <translation>falhas %1</translation>
    </message>
    <message numerus="yes">
        <source>%n blocked in an hour</source>
        <extracomment>%n is a number of refused attempts</extracomment>
        <translation>
            <numerusform>%n bloqueada em uma hora</numerusform>
            <numerusform>%n bloqueadas em uma hora</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>penelope::ui::breakers::BreakersPage</name>
    <message>
        <source>Reset…</source>
        <translation>Rearmar…</translation>
    </message>
    <message>
        <source>Add note</source>
        <translation>Incluir nota</translation>
    </message>
    <message>
        <source>All breakers</source>
        <translation>Todos os disjuntores</translation>
    </message>
    <message>
        <source>Circuit breakers</source>
        <translation>Disjuntores</translation>
    </message>
    <message>
        <source>× failure   | blocked</source>
        <translation>× falha   | bloqueio</translation>
    </message>
    <message>
        <source>Last failure</source>
        <translation>Última falha</translation>
    </message>
    <message>
        <source>Criticality</source>
        <translation>Criticidade</translation>
    </message>
    <message>
        <source>Open approvals</source>
        <translation>Abrir aprovações</translation>
    </message>
    <message>
        <source>Open audit</source>
        <translation>Abrir auditoria</translation>
    </message>
    <message>
        <source>What may healing not touch, and why?</source>
        <translation>No que a recuperação não pode mexer, e por quê?</translation>
    </message>
    <message numerus="yes">
        <source>%n not closed</source>
        <translation>
            <numerusform>%n não fechado</numerusform>
            <numerusform>%n não fechados</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 breakers, %2 not closed, %3 never used</source>
        <translation>%1 disjuntores, %2 não fechados, %3 nunca usados</translation>
    </message>
    <message>
        <source>No service is registered, so there is no breaker.</source>
        <translation>Nenhum serviço registrado, logo nenhum disjuntor.</translation>
    </message>
    <message>
        <source>All %1 breakers closed.</source>
        <translation>Todos os %1 disjuntores fechados.</translation>
    </message>
    <message>
        <source>None has ever opened.</source>
        <translation>Nenhum jamais abriu.</translation>
    </message>
    <message>
        <source>Healing is refused until %1</source>
        <translation>A recuperação é recusada até %1</translation>
    </message>
    <message>
        <source>Healing may act</source>
        <translation>A recuperação pode agir</translation>
    </message>
    <message>
        <source>None since the last success or reset</source>
        <translation>Nenhuma desde o último sucesso ou rearme</translation>
    </message>
    <message>
        <source>%1 (%2) at %3, patch %4</source>
        <extracomment>%1 an error, %2 a stage such as &quot;canary&quot;, %3 a time, %4 the id of a patch</extracomment>
        <translation>%1 (%2) às %3, patch %4</translation>
    </message>
    <message>
        <source>Critical service; a reset needs a second person</source>
        <translation>Serviço crítico; rearmar exige uma segunda pessoa</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Baixa</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Failures that will be forgotten: %1.</source>
        <translation>Falhas que serão esquecidas: %1.</translation>
    </message>
    <message>
        <source>%1 of cooldown will be skipped.</source>
        <translation>%1 da espera serão pulados.</translation>
    </message>
    <message>
        <source>This is a critical service: a second administrator has to reset it too.</source>
        <translation>Este é um serviço crítico: um segundo administrador também precisa rearmá-lo.</translation>
    </message>
    <message>
        <source>Reset the breaker of %1</source>
        <translation>Rearmar o disjuntor de %1</translation>
    </message>
    <message>
        <source>Healing may touch this service again at once.</source>
        <translation>A recuperação pode mexer neste serviço de novo já.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>required, stays in the audit</source>
        <translation>exigido, fica na auditoria</translation>
    </message>
    <message>
        <source>Reset breaker of %1</source>
        <translation>Rearmar disjuntor de %1</translation>
    </message>
    <message>
        <source>Add a shift note about %1</source>
        <translation>Incluir nota de turno sobre %1</translation>
    </message>
    <message>
        <source>Everybody on the shift sees it; it stays in the audit.</source>
        <translation>Todos do turno a veem; ela fica na auditoria.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Not done: %1</source>
        <translation>Não feito: %1</translation>
    </message>
    <message>
        <source>Breakers</source>
        <translation>Disjuntores</translation>
    </message>
    <message>
        <source>No would-be act in the last 30 days</source>
        <translation>Nenhum ato em sombra nos últimos 30 dias</translation>
    </message>
    <message>
        <source>If it had been armed in the last 30 days: %1.</source>
        <translation>Se estivesse armado nos últimos 30 dias: %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n in shadow</source>
        <translation>
            <numerusform>%n em sombra</numerusform>
            <numerusform>%n em sombra</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n off</source>
        <translation>
            <numerusform>%n desligado</numerusform>
            <numerusform>%n desligados</numerusform>
        </translation>
    </message>
    <message>
        <source>Arming…</source>
        <translation>Armamento…</translation>
    </message>
    <message>
        <source>Show tiles</source>
        <translation>Mostrar blocos</translation>
    </message>
    <message>
        <source>Arming</source>
        <translation>Armamento</translation>
    </message>
    <message>
        <source>Shadow score</source>
        <translation>Pontuação em sombra</translation>
    </message>
    <message>
        <source>Show table</source>
        <translation>Mostrar tabela</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>válido</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>numbers of breakers</extracomment>
        <translation>%1 de %2</translation>
    </message>
    <message numerus="yes">
        <source>No breaker matches the filter; %n are left out.</source>
        <translation>
            <numerusform>Nenhum disjuntor corresponde ao filtro; %n fica de fora.</numerusform>
            <numerusform>Nenhum disjuntor corresponde ao filtro; %n ficam de fora.</numerusform>
        </translation>
    </message>
    <message>
        <source>Last opening %1 ago.</source>
        <translation>Última abertura há %1.</translation>
    </message>
    <message>
        <source>%1 %2, patch %3: %4</source>
        <extracomment>%1 a time, %2 a stage such as &quot;canary&quot;, %3 the id of a patch, %4 an error</extracomment>
        <translation>%1 %2, patch %3: %4</translation>
    </message>
    <message>
        <source>This is a critical service: %1 asked for the reset, a second administrator closes it.</source>
        <translation>Este é um serviço crítico: %1 pediu o rearme, um segundo administrador o fecha.</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtro</translation>
    </message>
</context>
<context>
    <name>penelope::ui::breakers::Ribbon</name>
    <message>
        <source>The last hour of this breaker</source>
        <translation>A última hora deste disjuntor</translation>
    </message>
    <message>
        <source>%1 failure: %2</source>
        <translation>%1 falha: %2</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Tentativas</translation>
    </message>
    <message numerus="yes">
        <source>%n failures in %1</source>
        <extracomment>%n failures, %1 is a span such as &quot;12 min 40 s&quot;</extracomment>
        <translation>
            <numerusform>%n falha em %1</numerusform>
            <numerusform>%n falhas em %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>penelope::ui::breakers::TilesView</name>
    <message>
        <source>%1 left</source>
        <extracomment>%1 is a time left such as 41:10</extracomment>
        <translation>faltam %1</translation>
    </message>
    <message>
        <source>no probe yet</source>
        <translation>ainda sem sonda</translation>
    </message>
    <message>
        <source>probe %1</source>
        <translation>sonda %1</translation>
    </message>
    <message>
        <source>next attempt probes</source>
        <translation>próxima é a sonda</translation>
    </message>
    <message>
        <source>failures %1</source>
        <translation>falhas %1</translation>
    </message>
    <message>
        <source>Circuit breakers as tiles</source>
        <translation>Disjuntores em blocos</translation>
    </message>
</context>
<context>
    <name>penelope::ui::canaries::CanariesPage</name>
    <message>
        <source>It goes one step on at once, against what the evidence says now: %1</source>
        <extracomment>%1 is the sentence that says what the evidence is</extracomment>
        <translation>Avança uma etapa de imediato, contra o que a evidência diz agora: %1</translation>
    </message>
    <message>
        <source>All traffic goes back to the stable arm at once. It counts as a rollback.</source>
        <translation>Todo o tráfego volta de imediato ao braço estável. Conta como reversão.</translation>
    </message>
    <message>
        <source>It keeps its share until somebody resumes it; its evidence goes on.</source>
        <translation>Mantém sua parcela até que alguém o retome; a evidência continua.</translation>
    </message>
    <message>
        <source>Its step goes on from where it stood.</source>
        <translation>A etapa continua de onde estava.</translation>
    </message>
    <message>
        <source>Canaries</source>
        <translation>Canários</translation>
    </message>
    <message>
        <source>Judged intervals</source>
        <translation>Intervalos julgados</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausar</translation>
    </message>
    <message>
        <source>Promote…</source>
        <translation>Promover…</translation>
    </message>
    <message>
        <source>Abort…</source>
        <translation>Abortar…</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabela</translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n em curso</numerusform>
            <numerusform>%n em curso</numerusform>
        </translation>
    </message>
    <message>
        <source>No canary is running</source>
        <translation>Nenhum canário em curso</translation>
    </message>
    <message>
        <source>A canary begins when an approved patch passes its gates. Finished ones stay here for 12 hours, and in Audit for ever.</source>
        <translation>Um canário começa quando um patch aprovado passa por seus portões. Os encerrados ficam aqui por 12 horas, e na Auditoria para sempre.</translation>
    </message>
    <message>
        <source>Resume…</source>
        <translation>Retomar…</translation>
    </message>
    <message>
        <source>Pause…</source>
        <translation>Pausar…</translation>
    </message>
    <message>
        <source>Is the new version worse?</source>
        <translation>A nova versão é pior?</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>Métrica</translation>
    </message>
    <message>
        <source>Worse than stable</source>
        <translation>Pior que a estável</translation>
    </message>
    <message>
        <source>Over its limit</source>
        <translation>Acima do seu limite</translation>
    </message>
    <message>
        <source>Safe to promote</source>
        <translation>Seguro para promover</translation>
    </message>
    <message>
        <source>Against stable, 95 % at all looks</source>
        <translation>Contra a estável, 95 % em todos os olhares</translation>
    </message>
    <message>
        <source>Needed to go up</source>
        <translation>Necessário para subir</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quando</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Evidência</translation>
    </message>
    <message>
        <source>canary: thick line · control: thin line · dashed: limit · grey area: 95 % interval of the canary</source>
        <translation>canário: linha grossa · controle: linha fina · tracejado: limite · área cinza: intervalo de 95 % do canário</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>%1, canary %2, %3</source>
        <extracomment>%1 is a service, %2 the short id of a canary, %3 a moment</extracomment>
        <translation>%1, canário %2, %3</translation>
    </message>
    <message>
        <source>Export charts</source>
        <translation>Exportar gráficos</translation>
    </message>
    <message>
        <source>Vector picture (*.svg)</source>
        <translation>Imagem vetorial (*.svg)</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>Imagem (*.png)</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <extracomment>%1 is a file</extracomment>
        <translation>Gravado: %1</translation>
    </message>
    <message>
        <source>Retrospective</source>
        <translation>Retrospectiva</translation>
    </message>
    <message>
        <source>Past range</source>
        <translation>Intervalo passado</translation>
    </message>
    <message>
        <source>File of counts</source>
        <translation>Arquivo de contagens</translation>
    </message>
    <message>
        <source>Counts (*.json)</source>
        <translation>Contagens (*.json)</translation>
    </message>
    <message>
        <source>Any file (*)</source>
        <translation>Qualquer arquivo (*)</translation>
    </message>
</context>
<context>
    <name>penelope::ui::canaries::CanaryListModel</name>
    <message>
        <source>Finished, last 12 h  %1</source>
        <extracomment>%1 counts finished canaries</extracomment>
        <translation>Encerrados, últimas 12 h  %1</translation>
    </message>
</context>
<context>
    <name>penelope::ui::canaries::CanarySheet</name>
    <message>
        <source>Promote</source>
        <translation>Promover</translation>
    </message>
    <message>
        <source>Abort</source>
        <translation>Abortar</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausar</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Retomar</translation>
    </message>
    <message>
        <source>%1 canary %2 of %3</source>
        <extracomment>%1 is a verb such as Abort, %2 the short id of a patch, %3 a service</extracomment>
        <translation>%1 o canário %2 de %3</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>required</source>
        <translation>obrigatório</translation>
    </message>
    <message>
        <source>may be left empty</source>
        <translation>pode ficar vazio</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Voltar</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Taken back: nothing was sent.</source>
        <translation>Desfeito: nada foi enviado.</translation>
    </message>
    <message>
        <source>Aborting in %1 s … Ctrl+Z takes it back.</source>
        <extracomment>%1 is a number of seconds</extracomment>
        <translation>Abortando em %1 s … Ctrl+Z desfaz.</translation>
    </message>
    <message>
        <source>Not possible yet: write a reason.</source>
        <translation>Ainda não é possível: escreva um motivo.</translation>
    </message>
</context>
<context>
    <name>penelope::ui::canaries::JudgedTableModel</name>
    <message>
        <source>Time UTC</source>
        <translation>Hora UTC</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Parcela</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Veredito</translation>
    </message>
    <message>
        <source>%1, canary</source>
        <extracomment>%1 is a metric</extracomment>
        <translation>%1, canário</translation>
    </message>
    <message>
        <source>control</source>
        <translation>controle</translation>
    </message>
</context>
<context>
    <name>penelope::ui::canaries::PastView</name>
    <message>
        <source>&quot;%1&quot; is no moment such as 2026-08-22T03:41:20Z.</source>
        <extracomment>%1 is what was typed</extracomment>
        <translation>&quot;%1&quot; não é um momento como 2026-08-22T03:41:20Z.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is a place such as &quot;column 8&quot;, %2 a sentence that says what is wrong there
----------
%1 is a field, %2 what is wrong in it</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>a count of intervals and why they were not counted, such as &quot;12 stale&quot;</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>{%1} as if it had been a canary of {%2}, from %3 to %4, with %5 of the requests.</source>
        <extracomment>%1 and %2 are sets of labels, %3 and %4 moments, %5 a share of requests</extracomment>
        <translation>{%1} como se tivesse sido um canário de {%2}, de %3 a %4, com %5 das requisições.</translation>
    </message>
    <message numerus="yes">
        <source>%n interval(s) counted.</source>
        <translation>
            <numerusform>%n intervalo contado.</numerusform>
            <numerusform>%n intervalos contados.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not counted: %1.</source>
        <extracomment>%1 lists counts with the reason, such as &quot;12 stale, 3 both_absent&quot;</extracomment>
        <translation>Não contados: %1.</translation>
    </message>
    <message numerus="yes">
        <source>The canary&apos;s counters began anew %n time(s).</source>
        <translation>
            <numerusform>Os contadores do canário recomeçaram %n vez.</numerusform>
            <numerusform>Os contadores do canário recomeçaram %n vezes.</numerusform>
        </translation>
    </message>
    <message>
        <source>Any two sets of labels over a past range of Prometheus, judged as if the one had been a canary of the other; or a file of counts.</source>
        <translation>Dois conjuntos quaisquer de rótulos num intervalo passado do Prometheus, julgados como se um tivesse sido canário do outro; ou um arquivo de contagens.</translation>
    </message>
    <message>
        <source>A file of counts, as &quot;penelopectl canary judge --vector&quot; writes it. A past range of Prometheus can be asked for while the core runs in this window.</source>
        <translation>Um arquivo de contagens, como &quot;penelopectl canary judge --vector&quot; o escreve. Um intervalo passado do Prometheus pode ser pedido enquanto o núcleo roda nesta janela.</translation>
    </message>
    <message>
        <source>Service whose metrics are asked for</source>
        <translation>Serviço cujas métricas são pedidas</translation>
    </message>
    <message>
        <source>Stable labels</source>
        <translation>Rótulos do estável</translation>
    </message>
    <message>
        <source>Canary labels</source>
        <translation>Rótulos do canário</translation>
    </message>
    <message>
        <source>From (UTC)</source>
        <translation>De (UTC)</translation>
    </message>
    <message>
        <source>To (UTC)</source>
        <translation>Até (UTC)</translation>
    </message>
    <message>
        <source>Step (s)</source>
        <translation>Passo (s)</translation>
    </message>
    <message>
        <source>Judge</source>
        <translation>Julgar</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>File of counts…</source>
        <translation>Arquivo de contagens…</translation>
    </message>
    <message>
        <source>a whole number of seconds is needed</source>
        <translation>é preciso um número inteiro de segundos</translation>
    </message>
    <message>
        <source>Asking Prometheus …</source>
        <translation>Perguntando ao Prometheus …</translation>
    </message>
    <message>
        <source>The counts of %1, by each judge.</source>
        <extracomment>%1 is a file</extracomment>
        <translation>As contagens de %1, por cada juiz.</translation>
    </message>
</context>
<context>
    <name>penelope::ui::canaries::RetrospectiveView</name>
    <message>
        <source>sequential</source>
        <translation>sequencial</translation>
    </message>
    <message>
        <source>thresholds</source>
        <translation>limites</translation>
    </message>
    <message>
        <source>Mann–Whitney</source>
        <translation>Mann–Whitney</translation>
    </message>
    <message>
        <source>nothing speaks against going on</source>
        <translation>nada impede de seguir adiante</translation>
    </message>
    <message>
        <source>asks a person</source>
        <translation>pede uma pessoa</translation>
    </message>
    <message>
        <source>Judge</source>
        <translation>Juiz</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Veredito</translation>
    </message>
    <message>
        <source>Decided at UTC</source>
        <translation>Decidido às (UTC)</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Parcela</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Por quê</translation>
    </message>
    <message>
        <source>nothing judged</source>
        <translation>nada julgado</translation>
    </message>
    <message>
        <source>no act so far</source>
        <translation>nenhum ato até agora</translation>
    </message>
    <message>
        <source>What each judge would have done</source>
        <translation>O que cada juiz teria feito</translation>
    </message>
    <message>
        <source>Judging the counts of the journal again …</source>
        <translation>Julgando de novo as contagens do diário …</translation>
    </message>
    <message>
        <source>It cannot be judged again: %1</source>
        <extracomment>%1 is a sentence that says why</extracomment>
        <translation>Não pode ser julgado de novo: %1</translation>
    </message>
    <message>
        <source>Each judge on the counts that the journal holds. This canary was led by %1; another judge is exact up to its first verdict that differs, and from there on it says what it would of a canary led so.</source>
        <extracomment>%1 is a judge, such as thresholds</extracomment>
        <translation>Cada juiz sobre as contagens que o diário guarda. Este canário foi conduzido por %1; outro juiz é exato até o seu primeiro veredito diferente e, a partir daí, diz o que diria de um canário conduzido assim.</translation>
    </message>
    <message>
        <source>Intervals</source>
        <translation>Intervalos</translation>
    </message>
    <message>
        <source>Last verdict</source>
        <translation>Último veredito</translation>
    </message>
    <message>
        <source>Verdicts</source>
        <translation>Vereditos</translation>
    </message>
    <message>
        <source>%1 ×%2</source>
        <extracomment>%1 is a verdict, %2 of how many intervals in a row</extracomment>
        <translation>%1 ×%2</translation>
    </message>
</context>
<context>
    <name>penelope::ui::canaries::StepRuler</name>
    <message>
        <source>Steps</source>
        <translation>Etapas</translation>
    </message>
</context>
<context>
    <name>penelope::ui::charts::ChartStack</name>
    <message>
        <source>Charts</source>
        <translation>Gráficos</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Eventos</translation>
    </message>
    <message>
        <source>from %1</source>
        <extracomment>%1 is the value at the moment that was pinned for comparison</extracomment>
        <translation>de %1</translation>
    </message>
</context>
<context>
    <name>penelope::ui::compliance_page::CompetenceStrip</name>
    <message>
        <source>— nothing counted yet</source>
        <translation>— nada contado ainda</translation>
    </message>
    <message>
        <source>%1, %2 of %3</source>
        <extracomment>%1 is a share such as &quot;12 %&quot;, %2 of %3 things</extracomment>
        <translation>%1, %2 de %3</translation>
    </message>
    <message>
        <source>Patches by competence</source>
        <translation>Patches por competência</translation>
    </message>
    <message>
        <source>False confidence</source>
        <translation>Falsa confiança</translation>
    </message>
    <message>
        <source>Escalations that were needed</source>
        <translation>Escalonamentos que eram necessários</translation>
    </message>
    <message>
        <source>%1 autonomous, %2 assisted, %3 deferred to people</source>
        <extracomment>numbers of patches</extracomment>
        <translation>%1 autônomos, %2 assistidos, %3 deixados às pessoas</translation>
    </message>
</context>
<context>
    <name>penelope::ui::compliance_page::CompliancePage</name>
    <message>
        <source>Principles</source>
        <translation>Princípios</translation>
    </message>
    <message>
        <source>Compliance</source>
        <translation>Conformidade</translation>
    </message>
    <message>
        <source>Is Penelope keeping its seven principles?</source>
        <translation>A Penelope cumpre seus sete princípios?</translation>
    </message>
    <message>
        <source>Poll now</source>
        <translation>Consultar agora</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>Configurar</translation>
    </message>
    <message>
        <source>too little measured for a score</source>
        <translation>pouco foi medido para uma pontuação</translation>
    </message>
    <message>
        <source>%1, range %2, %3</source>
        <translation>%1, faixa %2, %3</translation>
    </message>
</context>
<context>
    <name>penelope::ui::compliance_page::PrinciplesModel</name>
    <message>
        <source>Principle</source>
        <translation>Princípio</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Peso</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Medida</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Pontos</translation>
    </message>
    <message>
        <source>May lose ↓</source>
        <translation>A perder ↓</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Idade</translation>
    </message>
    <message>
        <source>%1, stale</source>
        <extracomment>%1 is a value that is no longer fresh</extracomment>
        <translation>%1, desatualizado</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Fração</translation>
    </message>
    <message>
        <source>Prometheus</source>
        <translation>Prometheus</translation>
    </message>
    <message>
        <source>Compared</source>
        <translation>Comparação</translation>
    </message>
</context>
<context>
    <name>penelope::ui::compliance_page::ScoreHead</name>
    <message>
        <source>24 h</source>
        <translation>24 h</translation>
    </message>
    <message>
        <source>may be below 70</source>
        <translation>pode estar abaixo de 70</translation>
    </message>
</context>
<context>
    <name>penelope::ui::compliance_page::ScoreRule</name>
    <message>
        <source>Score between 0 and 100</source>
        <translation>Pontuação entre 0 e 100</translation>
    </message>
    <message>
        <source>%1, range %2 to %3</source>
        <translation>%1, de %2 a %3</translation>
    </message>
    <message>
        <source>no score</source>
        <translation>sem pontuação</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>aviso</translation>
    </message>
    <message>
        <source>caution</source>
        <translation>cautela</translation>
    </message>
    <message>
        <source>good</source>
        <translation>bom</translation>
    </message>
</context>
<context>
    <name>penelope::ui::compliance_page::SelectedPrinciple</name>
    <message>
        <source>Time UTC</source>
        <translation>Hora UTC</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Serviço</translation>
    </message>
    <message>
        <source>What was counted</source>
        <translation>O que foi contado</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Medido</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Pontos</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>Contado</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>De</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valor</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Série</translation>
    </message>
    <message>
        <source>Bands</source>
        <translation>Faixas</translation>
    </message>
    <message>
        <source>Raw series</source>
        <translation>Série bruta</translation>
    </message>
    <message>
        <source>24 h</source>
        <translation>24 h</translation>
    </message>
    <message>
        <source>Prometheus series</source>
        <translation>Séries do Prometheus</translation>
    </message>
    <message>
        <source>Parts of the principle</source>
        <translation>Partes do princípio</translation>
    </message>
    <message>
        <source>What was counted, over time</source>
        <translation>O que foi contado, ao longo do tempo</translation>
    </message>
    <message>
        <source>The same question for Prometheus</source>
        <translation>A mesma pergunta para o Prometheus</translation>
    </message>
    <message>
        <source>Copy PromQL</source>
        <translation>Copiar PromQL</translation>
    </message>
    <message>
        <source>%1, 24 h</source>
        <extracomment>%1 is a principle</extracomment>
        <translation>%1, 24 h</translation>
    </message>
    <message>
        <source>UNMEASURED in 24 h</source>
        <translation>NÃO MEDIDO em 24 h</translation>
    </message>
    <message>
        <source>warning 70</source>
        <translation>aviso 70</translation>
    </message>
    <message>
        <source>Points of 100 over 24 hours, %1 now; below 70 is a warning</source>
        <translation>Pontos de 100 em 24 horas, %1 agora; abaixo de 70 é aviso</translation>
    </message>
    <message>
        <source>unmeasured</source>
        <translation>não medido</translation>
    </message>
    <message>
        <source>Nothing was counted in the hour before now.</source>
        <translation>Nada foi contado na última hora.</translation>
    </message>
    <message>
        <source>Counted in the hour before now. Enter opens it in the audit.</source>
        <translation>Contado na última hora. Enter abre na auditoria.</translation>
    </message>
</context>
<context>
    <name>penelope::ui::compliance_page::Sparkline</name>
    <message>
        <source>Score over 24 hours</source>
        <translation>Pontuação em 24 horas</translation>
    </message>
</context>
<context>
    <name>penelope::ui::review::LanesView</name>
    <message>
        <source>What lasted</source>
        <translation>O que durou</translation>
    </message>
    <message>
        <source>Anomalies</source>
        <translation>Anomalias</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Aprovações</translation>
    </message>
    <message>
        <source>Breakers</source>
        <translation>Disjuntores</translation>
    </message>
    <message>
        <source>Canaries</source>
        <translation>Canários</translation>
    </message>
    <message>
        <source>Compliance</source>
        <translation>Conformidade</translation>
    </message>
    <message>
        <source>%1 from %2 to %3.</source>
        <extracomment>%1 is what lasted, %2 and %3 are times</extracomment>
        <translation>%1 de %2 a %3.</translation>
    </message>
    <message>
        <source>%1 not known from %2 to %3.</source>
        <extracomment>%1 is a source, %2 and %3 are times</extracomment>
        <translation>%1 desconhecido de %2 a %3.</translation>
    </message>
    <message>
        <source>Nothing lasted in this stretch.</source>
        <translation>Nada durou neste trecho.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>e mais %n</numerusform>
            <numerusform>e mais %n</numerusform>
        </translation>
    </message>
    <message>
        <source>STALE</source>
        <translation>DESATUALIZADO</translation>
    </message>
    <message>
        <source>The core was stopped from %1 to %2.</source>
        <extracomment>%1 and %2 are times</extracomment>
        <translation>O núcleo esteve parado de %1 a %2.</translation>
    </message>
    <message>
        <source>STOPPED</source>
        <translation>PARADO</translation>
    </message>
</context>
<context>
    <name>penelope::ui::review::NotesPane</name>
    <message>
        <source>Moment (UTC)</source>
        <translation>Momento (UTC)</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Quem</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Sobre</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Notes of the stretch</source>
        <translation>Notas do trecho</translation>
    </message>
    <message>
        <source>Note about this moment</source>
        <translation>Nota sobre este momento</translation>
    </message>
    <message>
        <source>A note about this moment, Enter keeps it</source>
        <translation>Uma nota sobre este momento, Enter a guarda</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Guardada</translation>
    </message>
    <message>
        <source>the shift</source>
        <translation>o turno</translation>
    </message>
    <message>
        <source>anomaly</source>
        <translation>anomalia</translation>
    </message>
    <message>
        <source>patch</source>
        <translation>patch</translation>
    </message>
    <message>
        <source>request</source>
        <translation>pedido</translation>
    </message>
    <message>
        <source>canary</source>
        <translation>canário</translation>
    </message>
    <message>
        <source>this moment</source>
        <translation>este momento</translation>
    </message>
</context>
<context>
    <name>penelope::ui::review::ReportPane</name>
    <message>
        <source>Report preview</source>
        <translation>Prévia do relatório</translation>
    </message>
    <message>
        <source>Being made …</source>
        <translation>Sendo feito …</translation>
    </message>
</context>
<context>
    <name>penelope::ui::review::ReviewPage</name>
    <message>
        <source>Moment</source>
        <translation>Momento</translation>
    </message>
    <message>
        <source>2026-08-22T03:41:20Z or -2h</source>
        <translation>2026-08-22T03:41:20Z ou -2h</translation>
    </message>
    <message>
        <source>Go to moment</source>
        <translation>Ir ao momento</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>When (UTC)</source>
        <translation>Quando (UTC)</translation>
    </message>
    <message>
        <source>Worth looking at</source>
        <translation>Vale a pena olhar</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Até</translation>
    </message>
    <message>
        <source>Suggested stretches</source>
        <translation>Trechos sugeridos</translation>
    </message>
    <message>
        <source>Nothing stands out in the last 30 days</source>
        <translation>Nada se destaca nos últimos 30 dias</translation>
    </message>
    <message>
        <source>P0 anomalies, rollbacks and breakers that opened would be suggested here. Any other moment can be typed above.</source>
        <translation>Anomalias P0, reversões e disjuntores que abriram seriam sugeridos aqui. Qualquer outro momento pode ser digitado acima.</translation>
    </message>
    <message>
        <source>%1×</source>
        <extracomment>%1 is how many times as fast</extracomment>
        <translation>%1×</translation>
    </message>
    <message numerus="yes">
        <source>Play %n times as fast</source>
        <translation>
            <numerusform>Reproduzir %n vez mais rápido</numerusform>
            <numerusform>Reproduzir %n vezes mais rápido</numerusform>
        </translation>
    </message>
    <message>
        <source>Parts of the review</source>
        <translation>Partes da revisão</translation>
    </message>
    <message>
        <source>right of the line: not yet known</source>
        <translation>à direita da linha: ainda não se sabia</translation>
    </message>
    <message>
        <source>Time (UTC)</source>
        <translation>Hora (UTC)</translation>
    </message>
    <message>
        <source>Seq</source>
        <translation>Seq</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Quem</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Events of the stretch</source>
        <translation>Eventos do trecho</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Eventos</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notas</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>E se</translation>
    </message>
    <message>
        <source>Report preview</source>
        <translation>Prévia do relatório</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausar</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Reproduzir</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Anterior</translation>
    </message>
    <message>
        <source>Next event</source>
        <translation>Próximo evento</translation>
    </message>
    <message>
        <source>One second back</source>
        <translation>Um segundo atrás</translation>
    </message>
    <message>
        <source>One second on</source>
        <translation>Um segundo adiante</translation>
    </message>
    <message>
        <source>The range begins here</source>
        <translation>O intervalo começa aqui</translation>
    </message>
    <message>
        <source>The range ends here</source>
        <translation>O intervalo termina aqui</translation>
    </message>
    <message>
        <source>Add a note to this moment</source>
        <translation>Incluir uma nota neste momento</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>Relatório…</translation>
    </message>
    <message>
        <source>Reading the journal up to that moment …</source>
        <translation>Lendo o diário até esse momento …</translation>
    </message>
    <message>
        <source>That moment could not be read: %1</source>
        <extracomment>%1 is a sentence that says why</extracomment>
        <translation>Esse momento não pôde ser lido: %1</translation>
    </message>
    <message>
        <source>The stretch held too many events: it ends earlier than asked for</source>
        <translation>O trecho tinha eventos demais: termina antes do pedido</translation>
    </message>
    <message>
        <source>Events %1</source>
        <translation>Eventos %1</translation>
    </message>
    <message>
        <source>State at %1</source>
        <extracomment>%1 is a time</extracomment>
        <translation>Estado às %1</translation>
    </message>
    <message>
        <source>Notes %1</source>
        <translation>Notas %1</translation>
    </message>
    <message>
        <source>Report of the review</source>
        <translation>Relatório da revisão</translation>
    </message>
    <message>
        <source>Markdown, its charts beside it (*.md)</source>
        <translation>Markdown, com os gráficos ao lado (*.md)</translation>
    </message>
    <message>
        <source>Page (*.html)</source>
        <translation>Página (*.html)</translation>
    </message>
    <message>
        <source>Paper (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>Gravado: %1</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Revisão</translation>
    </message>
    <message>
        <source>What did we know, and when?</source>
        <translation>O que sabíamos, e quando?</translation>
    </message>
    <message>
        <source>no moment</source>
        <translation>não é um momento</translation>
    </message>
</context>
<context>
    <name>penelope::ui::review::Scrubber</name>
    <message>
        <source>Moment</source>
        <translation>Momento</translation>
    </message>
    <message>
        <source>%1, from %2 to %3</source>
        <extracomment>%1 is the moment, %2 and %3 the ends of the stretch</extracomment>
        <translation>%1, de %2 a %3</translation>
    </message>
</context>
<context>
    <name>penelope::ui::review::StateView</name>
    <message>
        <source>%1 %2 of %3</source>
        <translation>%1 %2 de %3</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nada</translation>
    </message>
    <message>
        <source>%1 %2 %, step %3 of %4</source>
        <translation>%1 %2 %, etapa %3 de %4</translation>
    </message>
    <message>
        <source>none runs</source>
        <translation>nenhum em curso</translation>
    </message>
    <message>
        <source>unmeasured</source>
        <translation>não medida</translation>
    </message>
    <message>
        <source>%1, range %2–%3</source>
        <extracomment>%1 is the score, %2 and %3 the range in which it lies</extracomment>
        <translation>%1, faixa %2–%3</translation>
    </message>
    <message>
        <source>Last three events</source>
        <translation>Últimos três eventos</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notas</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Aguardando</translation>
    </message>
    <message>
        <source>Breaker</source>
        <translation>Disjuntor</translation>
    </message>
    <message>
        <source>%1, %2 left</source>
        <extracomment>%1 is a service, %2 a time left</extracomment>
        <translation>%1, restam %2</translation>
    </message>
    <message>
        <source>OPEN</source>
        <translation>ABERTO</translation>
    </message>
    <message>
        <source>HALF-OPEN</source>
        <translation>MEIO-ABERTO</translation>
    </message>
    <message>
        <source>Breakers</source>
        <translation>Disjuntores</translation>
    </message>
    <message>
        <source>all closed</source>
        <translation>todos fechados</translation>
    </message>
    <message>
        <source>Canaries</source>
        <translation>Canários</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Pontuação</translation>
    </message>
    <message>
        <source>last sample %1</source>
        <extracomment>%1 is a time</extracomment>
        <translation>última amostra %1</translation>
    </message>
    <message>
        <source>None yet in this stretch</source>
        <translation>Nada ainda neste trecho</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <extracomment>%1 is &quot;OK&quot; or &quot;late&quot;, %2 a time</extracomment>
        <translation>%1 desde %2</translation>
    </message>
</context>
<context>
    <name>penelope::ui::review::StretchPreview</name>
    <message>
        <source>Review it</source>
        <translation>Rever</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>It could not be read: %1</source>
        <extracomment>%1 is a sentence that says why</extracomment>
        <translation>Não pôde ser lido: %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <extracomment>%1 and %2 are times of day</extracomment>
        <translation>%1 a %2</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n evento</numerusform>
            <numerusform>%n eventos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>penelope::ui::review::WhatIfPane</name>
    <message>
        <source>Another policy</source>
        <translation>Outra política</translation>
    </message>
    <message>
        <source>praotes.lines=10 sophia.coverage=0.8</source>
        <translation>praotes.lines=10 sophia.coverage=0.8</translation>
    </message>
    <message>
        <source>Judge again</source>
        <translation>Julgar de novo</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Time (UTC)</source>
        <translation>Hora (UTC)</translation>
    </message>
    <message>
        <source>What</source>
        <translation>O quê</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Serviço</translation>
    </message>
    <message>
        <source>Was</source>
        <translation>Era</translation>
    </message>
    <message>
        <source>Because</source>
        <translation>Porque</translation>
    </message>
    <message>
        <source>Would be</source>
        <translation>Seria</translation>
    </message>
    <message>
        <source>Decisions that would have been others</source>
        <translation>Decisões que teriam sido outras</translation>
    </message>
    <message>
        <source>Keys of the policy and other values. Every decision of the range is made again on what was known then; what would have followed is not guessed.</source>
        <translation>Chaves da política e outros valores. Cada decisão do intervalo é refeita com o que se sabia então; o que teria decorrido não é adivinhado.</translation>
    </message>
    <message numerus="yes">
        <source>%n decision(s) made again.</source>
        <translation>
            <numerusform>%n decisão refeita.</numerusform>
            <numerusform>%n decisões refeitas.</numerusform>
        </translation>
    </message>
    <message>
        <source>Each would have been the same.</source>
        <translation>Todas teriam sido as mesmas.</translation>
    </message>
    <message numerus="yes">
        <source>%n would have been different.</source>
        <translation>
            <numerusform>%n teria sido diferente.</numerusform>
            <numerusform>%n teriam sido diferentes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n followed from what happened to a patch.</source>
        <translation>
            <numerusform>%n decorreu do que aconteceu a um patch.</numerusform>
            <numerusform>%n decorreram do que aconteceu a um patch.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be made again: their events do not hold all they were judged on.</source>
        <translation>
            <numerusform>%n não pôde ser refeita: seu evento não contém tudo em que foi julgada.</numerusform>
            <numerusform>%n não puderam ser refeitas: seus eventos não contêm tudo em que foram julgadas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) of a newer version skipped.</source>
        <translation>
            <numerusform>%n evento de uma versão mais nova ignorado.</numerusform>
            <numerusform>%n eventos de uma versão mais nova ignorados.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing that is made again looks at %1.</source>
        <extracomment>%1 lists keys of the policy</extracomment>
        <translation>Nada do que é refeito considera %1.</translation>
    </message>
    <message>
        <source>write KEY=VALUE</source>
        <translation>escreva CHAVE=VALOR</translation>
    </message>
    <message>
        <source>It was: %1</source>
        <extracomment>%1 is a decision and its reason</extracomment>
        <translation>Foi: %1</translation>
    </message>
    <message>
        <source>It would be: %1</source>
        <extracomment>%1 is a decision and its reason</extracomment>
        <translation>Seria: %1</translation>
    </message>
</context>
<context>
    <name>policy</name>
    <message>
        <source>similar closed anomalies from which on one may be called transient</source>
        <translation>anomalias semelhantes encerradas a partir das quais uma pode ser chamada de passageira</translation>
    </message>
    <message>
        <source>how far back similar anomalies are counted</source>
        <translation>até que ponto no passado se contam anomalias semelhantes</translation>
    </message>
    <message>
        <source>share resolved by themselves above which one is transient</source>
        <translation>parcela resolvida sozinha acima da qual uma anomalia é passageira</translation>
    </message>
    <message>
        <source>similarity above which a precedent&apos;s own level is used</source>
        <translation>semelhança acima da qual se usa o nível do próprio precedente</translation>
    </message>
    <message>
        <source>look again after a transient</source>
        <translation>olhar de novo depois de uma passageira</translation>
    </message>
    <message>
        <source>look again after any other observation</source>
        <translation>olhar de novo depois de qualquer outra observação</translation>
    </message>
    <message>
        <source>risk: mean complexity above this adds 0.30</source>
        <translation>risco: complexidade média acima disto soma 0.30</translation>
    </message>
    <message>
        <source>risk: more than this adds 0.20</source>
        <translation>risco: mais do que isto soma 0.20</translation>
    </message>
    <message>
        <source>risk: more in 24 h adds 0.25</source>
        <translation>risco: mais em 24 h soma 0.25</translation>
    </message>
    <message>
        <source>risk: test coverage below this adds 0.25</source>
        <translation>risco: cobertura de testes abaixo disto soma 0.25</translation>
    </message>
    <message>
        <source>least similarity of a precedent that decides</source>
        <translation>menor semelhança de um precedente que decide</translation>
    </message>
    <message>
        <source>least similarity of a precedent that is listed</source>
        <translation>menor semelhança de um precedente que é listado</translation>
    </message>
    <message>
        <source>precedents with an outcome from which on a domain is known</source>
        <translation>precedentes com desfecho a partir dos quais um domínio é conhecido</translation>
    </message>
    <message>
        <source>a remedy whose patch failed is not proposed again within</source>
        <translation>um remédio cujo patch falhou não é proposto de novo dentro de</translation>
    </message>
    <message>
        <source>how far back a commit may be to be blamed</source>
        <translation>até quando no passado um commit pode ser culpado</translation>
    </message>
    <message>
        <source>most lines a gentle patch changes</source>
        <translation>máximo de linhas que um patch suave altera</translation>
    </message>
    <message>
        <source>most functions a gentle patch changes</source>
        <translation>máximo de funções que um patch suave altera</translation>
    </message>
    <message>
        <source>most contracts a gentle patch breaks</source>
        <translation>máximo de contratos que um patch suave quebra</translation>
    </message>
    <message>
        <source>least reversibility of a gentle patch</source>
        <translation>menor reversibilidade de um patch suave</translation>
    </message>
    <message>
        <source>configuration files beside the built-in ones that cost 0.2</source>
        <translation>arquivos de configuração além dos embutidos que custam 0.2</translation>
    </message>
    <message>
        <source>from this confidence on a known domain is mine</source>
        <translation>a partir desta confiança um domínio conhecido é meu</translation>
    </message>
    <message>
        <source>path components and file stems that need a person</source>
        <translation>partes de caminho e nomes de arquivo que exigem uma pessoa</translation>
    </message>
    <message>
        <source>failures in the window that open</source>
        <translation>falhas na janela que abrem</translation>
    </message>
    <message>
        <source>sliding window of the failures</source>
        <translation>janela deslizante das falhas</translation>
    </message>
    <message>
        <source>time open before one probe may go</source>
        <translation>tempo aberto antes que uma sonda possa ir</translation>
    </message>
    <message>
        <source>IANA time zone of the rest day</source>
        <translation>fuso horário IANA do dia de descanso</translation>
    </message>
    <message>
        <source>the rest day; none = no rest day</source>
        <translation>o dia de descanso; none = nenhum dia de descanso</translation>
    </message>
    <message>
        <source>started in a sliding hour</source>
        <translation>iniciados em uma hora deslizante</translation>
    </message>
    <message>
        <source>started in a sliding day</source>
        <translation>iniciados em um dia deslizante</translation>
    </message>
    <message>
        <source>between patches of a service after a promotion</source>
        <translation>entre patches de um serviço depois de uma promoção</translation>
    </message>
    <message>
        <source>between patches of a service after a failure</source>
        <translation>entre patches de um serviço depois de uma falha</translation>
    </message>
    <message>
        <source>time to decide; then the request expires</source>
        <translation>tempo para decidir; depois o pedido expira</translation>
    </message>
    <message>
        <source>risk from which on two people are asked</source>
        <translation>risco a partir do qual se pedem duas pessoas</translation>
    </message>
    <message>
        <source>risk from which on approving needs a reason</source>
        <translation>risco a partir do qual aprovar exige um motivo</translation>
    </message>
    <message>
        <source>confidence below which a person is asked</source>
        <translation>confiança abaixo da qual se pede uma pessoa</translation>
    </message>
    <message>
        <source>gentleness below which a person is asked</source>
        <translation>suavidade abaixo da qual se pede uma pessoa</translation>
    </message>
    <message>
        <source>lines above which a person is asked</source>
        <translation>linhas acima das quais se pede uma pessoa</translation>
    </message>
    <message>
        <source>services whose every patch asks a person</source>
        <translation>serviços em que todo patch pede uma pessoa</translation>
    </message>
    <message>
        <source>hold of a decision for undo</source>
        <translation>retenção de uma decisão para desfazer</translation>
    </message>
    <message>
        <source>the same for P0</source>
        <translation>o mesmo para P0</translation>
    </message>
    <message>
        <source>with less time left there is no hold</source>
        <translation>com menos tempo que isto não há retenção</translation>
    </message>
    <message>
        <source>silence after an acknowledgement</source>
        <translation>silêncio depois de assumir</translation>
    </message>
    <message>
        <source>a snooze ends this long before the deadline</source>
        <translation>um adiamento termina este tempo antes do prazo</translation>
    </message>
    <message>
        <source>shares of the time after which it reminds</source>
        <translation>parcelas do tempo depois das quais lembra</translation>
    </message>
    <message>
        <source>shares of the traffic, one after the other</source>
        <translation>parcelas do tráfego, uma depois da outra</translation>
    </message>
    <message>
        <source>least time of a step</source>
        <translation>menor tempo de uma etapa</translation>
    </message>
    <message>
        <source>divides the judge&apos;s own times</source>
        <translation>divide os tempos próprios do juiz</translation>
    </message>
    <message>
        <source>how a canary is judged</source>
        <translation>como um canário é julgado</translation>
    </message>
    <message>
        <source>strict: thresholds also rule</source>
        <translation>strict: os limites também mandam</translation>
    </message>
    <message>
        <source>a step goes up without a person</source>
        <translation>uma etapa sobe sem uma pessoa</translation>
    </message>
    <message>
        <source>it goes back without a person</source>
        <translation>volta sem uma pessoa</translation>
    </message>
    <message>
        <source>share that stays on stable at 100 %</source>
        <translation>parcela que fica na versão estável a 100 %</translation>
    </message>
    <message>
        <source>below this a value is unknown</source>
        <translation>abaixo disto um valor é desconhecido</translation>
    </message>
    <message>
        <source>in a row before a person is asked</source>
        <translation>seguidas antes de pedir uma pessoa</translation>
    </message>
    <message>
        <source>absent in a row that rolls back (by the divisor)</source>
        <translation>ausência seguida que reverte (pelo divisor)</translation>
    </message>
    <message>
        <source>without evidence that pauses (by the divisor)</source>
        <translation>tempo sem evidência que pausa (pelo divisor)</translation>
    </message>
    <message>
        <source>more of the canary in a step hold it</source>
        <translation>mais reinícios do canário em uma etapa a retêm</translation>
    </message>
    <message>
        <source>after which the split is measured</source>
        <translation>depois das quais a divisão é medida</translation>
    </message>
    <message>
        <source>how far the measured split may be off (of 1)</source>
        <translation>quanto a divisão medida pode errar (de 1)</translation>
    </message>
    <message>
        <source>watch after a promotion</source>
        <translation>observação depois de uma promoção</translation>
    </message>
    <message>
        <source>health lost in the watch that rolls back</source>
        <translation>perda de saúde na observação que reverte</translation>
    </message>
    <message>
        <source>error rate over the baseline that rolls back in the watch</source>
        <translation>taxa de erros sobre a referência que reverte na observação</translation>
    </message>
    <message>
        <source>least baseline of the watch</source>
        <translation>menor referência da observação</translation>
    </message>
    <message>
        <source>window of the score</source>
        <translation>janela da pontuação</translation>
    </message>
    <message>
        <source>anomalies</source>
        <translation>anomalias</translation>
    </message>
    <message>
        <source>dependencies</source>
        <translation>dependências</translation>
    </message>
    <message>
        <source>commits</source>
        <translation>commits</translation>
    </message>
    <message>
        <source>precedents</source>
        <translation>precedentes</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>linhas</translation>
    </message>
    <message>
        <source>functions</source>
        <translation>funções</translation>
    </message>
    <message>
        <source>contracts</source>
        <translation>contratos</translation>
    </message>
    <message>
        <source>failures</source>
        <translation>falhas</translation>
    </message>
    <message>
        <source>canaries</source>
        <translation>canários</translation>
    </message>
    <message>
        <source>percent</source>
        <translation>por cento</translation>
    </message>
    <message>
        <source>requests</source>
        <translation>requisições</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>retenções</translation>
    </message>
    <message>
        <source>restarts</source>
        <translation>reinícios</translation>
    </message>
    <message>
        <source>impact of a P0 before error rate and users</source>
        <translation>impacto de um P0 antes da taxa de erros e dos usuários</translation>
    </message>
    <message>
        <source>the same for P1</source>
        <translation>o mesmo para P1</translation>
    </message>
    <message>
        <source>the same for P2</source>
        <translation>o mesmo para P2</translation>
    </message>
    <message>
        <source>the same for P3</source>
        <translation>o mesmo para P3</translation>
    </message>
    <message>
        <source>impact that an error rate of 1 adds; less in proportion</source>
        <translation>impacto que uma taxa de erros de 1 acrescenta; menos em proporção</translation>
    </message>
    <message>
        <source>affected users above which impact is added</source>
        <translation>usuários afetados acima dos quais se acrescenta impacto</translation>
    </message>
    <message>
        <source>impact that they add</source>
        <translation>impacto que eles acrescentam</translation>
    </message>
    <message>
        <source>affected users above which more is added</source>
        <translation>usuários afetados acima dos quais se acrescenta mais</translation>
    </message>
    <message>
        <source>impact that so many add</source>
        <translation>impacto que tantos acrescentam</translation>
    </message>
    <message>
        <source>part of the best similarity in a confidence</source>
        <translation>parte da melhor semelhança na confiança</translation>
    </message>
    <message>
        <source>part of the precedents&apos; success in a confidence</source>
        <translation>parte do sucesso dos precedentes na confiança</translation>
    </message>
    <message>
        <source>confidence without a precedent</source>
        <translation>confiança sem precedente</translation>
    </message>
    <message>
        <source>risk that too high a complexity adds</source>
        <translation>risco que uma complexidade alta demais acrescenta</translation>
    </message>
    <message>
        <source>risk that too many dependencies add</source>
        <translation>risco que dependências demais acrescentam</translation>
    </message>
    <message>
        <source>risk that too many recent commits add</source>
        <translation>risco que commits recentes demais acrescentam</translation>
    </message>
    <message>
        <source>risk that too low a coverage adds</source>
        <translation>risco que uma cobertura baixa demais acrescenta</translation>
    </message>
    <message>
        <source>how far back recent commits are counted</source>
        <translation>até quando para trás se contam commits recentes</translation>
    </message>
    <message>
        <source>reversibility that each further file costs</source>
        <translation>reversibilidade que cada arquivo a mais custa</translation>
    </message>
    <message>
        <source>reversibility that a migration costs</source>
        <translation>reversibilidade que uma migração custa</translation>
    </message>
    <message>
        <source>reversibility that a critical configuration file costs</source>
        <translation>reversibilidade que um arquivo de configuração crítico custa</translation>
    </message>
    <message>
        <source>reversibility that each line costs beyond the free ones</source>
        <translation>reversibilidade que cada linha custa além das livres</translation>
    </message>
    <message>
        <source>lines that cost no reversibility</source>
        <translation>linhas que não custam reversibilidade</translation>
    </message>
    <message>
        <source>part of the lines in the gentleness score</source>
        <translation>parte das linhas na pontuação de suavidade</translation>
    </message>
    <message>
        <source>part of the reversibility in it</source>
        <translation>parte da reversibilidade nela</translation>
    </message>
    <message>
        <source>part of the functions in it</source>
        <translation>parte das funções nela</translation>
    </message>
    <message>
        <source>part of the kept contracts in it</source>
        <translation>parte dos contratos mantidos nela</translation>
    </message>
    <message>
        <source>most that a patch scores which is not approved</source>
        <translation>máximo que um patch não aprovado pontua</translation>
    </message>
    <message>
        <source>most lines of a surgical patch; more is moderate</source>
        <translation>máximo de linhas de um patch cirúrgico; mais é moderado</translation>
    </message>
    <message>
        <source>most lines of a moderate patch; more is a redesign</source>
        <translation>máximo de linhas de um patch moderado; mais é um redesenho</translation>
    </message>
    <message>
        <source>time after the rest day at which deployments go on</source>
        <translation>tempo após o dia de descanso em que as implantações continuam</translation>
    </message>
    <message>
        <source>how long a freeze lasts where it does not say</source>
        <translation>quanto dura um congelamento que não diz quanto</translation>
    </message>
    <message>
        <source>the longest a freeze may last</source>
        <translation>o máximo que um congelamento pode durar</translation>
    </message>
    <message>
        <source>at P0 one approver may decide alone when the second does not act</source>
        <translation>em P0 um aprovador pode decidir sozinho quando o segundo não age</translation>
    </message>
    <message>
        <source>time the second approver has before one may decide alone</source>
        <translation>tempo que o segundo aprovador tem antes que um possa decidir sozinho</translation>
    </message>
    <message>
        <source>mann_whitney: a score that goes up</source>
        <translation>mann_whitney: uma pontuação que sobe</translation>
    </message>
    <message>
        <source>mann_whitney: a score that holds</source>
        <translation>mann_whitney: uma pontuação que retém</translation>
    </message>
    <message>
        <source>users</source>
        <translation>usuários</translation>
    </message>
    <message>
        <source>points</source>
        <translation>pontos</translation>
    </message>
    <message>
        <source>confidence below which a report names it as a factor</source>
        <translation>confiança abaixo da qual um relatório a cita como fator</translation>
    </message>
    <message>
        <source>confidence below which risk points are given</source>
        <translation>confiança abaixo da qual se dão pontos de risco</translation>
    </message>
    <message>
        <source>confidence below which more of them are given</source>
        <translation>confiança abaixo da qual se dão mais deles</translation>
    </message>
    <message>
        <source>gentleness below which risk points are given</source>
        <translation>suavidade abaixo da qual se dão pontos de risco</translation>
    </message>
    <message>
        <source>lines above which a report names them and gives points</source>
        <translation>linhas acima das quais um relatório as cita e dá pontos</translation>
    </message>
    <message>
        <source>lines above which more are given</source>
        <translation>linhas acima das quais se dão mais</translation>
    </message>
    <message>
        <source>risk points of a confidence that is not quite fair</source>
        <translation>pontos de risco de uma confiança não de todo razoável</translation>
    </message>
    <message>
        <source>risk points of a poor confidence</source>
        <translation>pontos de risco de uma confiança fraca</translation>
    </message>
    <message>
        <source>risk points of some lines</source>
        <translation>pontos de risco de algumas linhas</translation>
    </message>
    <message>
        <source>risk points of many lines</source>
        <translation>pontos de risco de muitas linhas</translation>
    </message>
    <message>
        <source>risk points of poor gentleness</source>
        <translation>pontos de risco de pouca suavidade</translation>
    </message>
    <message>
        <source>risk points from which on the risk is medium</source>
        <translation>pontos de risco a partir dos quais o risco é médio</translation>
    </message>
    <message>
        <source>risk points from which on it is high</source>
        <translation>pontos de risco a partir dos quais é alto</translation>
    </message>
    <message>
        <source>risk points from which on it is critical</source>
        <translation>pontos de risco a partir dos quais é crítico</translation>
    </message>
    <message>
        <source>most precedents that a judgement looks at, nearest first</source>
        <translation>máximo de precedentes que um julgamento considera, do mais próximo em diante</translation>
    </message>
    <message>
        <source>level of an intervention from which on two people are asked</source>
        <translation>nível de intervenção a partir do qual duas pessoas são consultadas</translation>
    </message>
    <message>
        <source>longest that a service&apos;s tests may run</source>
        <translation>tempo máximo que os testes de um serviço podem levar</translation>
    </message>
    <message>
        <source>memory that each process of a trial may take</source>
        <translation>memória que cada processo de um ensaio pode usar</translation>
    </message>
    <message>
        <source>processes that a trial may have at once</source>
        <translation>processos que um ensaio pode ter ao mesmo tempo</translation>
    </message>
    <message>
        <source>processes</source>
        <translation>processos</translation>
    </message>
    <message>
        <source>MiB</source>
        <translation>MiB</translation>
    </message>
    <message>
        <source>how long both versions are put under load side by side</source>
        <translation>por quanto tempo as duas versões ficam sob carga, lado a lado</translation>
    </message>
    <message>
        <source>the same where a critical path is changed</source>
        <translation>o mesmo quando um caminho crítico é alterado</translation>
    </message>
    <message>
        <source>load on each version, unless its registration says another</source>
        <translation>carga em cada versão, salvo se o registro disser outra</translation>
    </message>
    <message>
        <source>a patched version so much slower than the one before does not pass</source>
        <translation>uma versão alterada tão mais lenta que a anterior não passa</translation>
    </message>
    <message>
        <source>memory that it may gain on the one before, without end</source>
        <translation>memória que ela pode ganhar sobre a anterior, sem fim</translation>
    </message>
    <message>
        <source>KiB/min</source>
        <translation>KiB/min</translation>
    </message>
    <message>
        <source>requests/s</source>
        <translation>requisições/s</translation>
    </message>
</context>
<context>
    <name>review</name>
    <message>
        <source>OPEN</source>
        <translation>ABERTO</translation>
    </message>
    <message>
        <source>HALF-OPEN</source>
        <translation>MEIO-ABERTO</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>fechado</translation>
    </message>
    <message>
        <source>asked</source>
        <translation>solicitado</translation>
    </message>
    <message>
        <source>taken by %1</source>
        <extracomment>%1 is a person</extracomment>
        <translation>assumido por %1</translation>
    </message>
    <message>
        <source>snoozed by %1</source>
        <extracomment>%1 is a person</extracomment>
        <translation>adiado por %1</translation>
    </message>
    <message>
        <source>%1 approves</source>
        <extracomment>%1 is a person</extracomment>
        <translation>%1 aprova</translation>
    </message>
    <message>
        <source>%1 rejects</source>
        <extracomment>%1 is a person</extracomment>
        <translation>%1 rejeita</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>expirado</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>cancelado</translation>
    </message>
    <message>
        <source>amended</source>
        <translation>alterado</translation>
    </message>
    <message>
        <source>P0: %1 of %2</source>
        <extracomment>%1 is a kind of anomaly, %2 a service</extracomment>
        <translation>P0: %1 de %2</translation>
    </message>
    <message>
        <source>A patch for %1 was rolled back</source>
        <extracomment>%1 is a service</extracomment>
        <translation>Um patch de %1 foi revertido</translation>
    </message>
    <message>
        <source>The circuit breaker of %1 opened</source>
        <extracomment>%1 is a service</extracomment>
        <translation>O disjuntor de %1 abriu</translation>
    </message>
    <message>
        <source>decision</source>
        <translation>decisão</translation>
    </message>
    <message>
        <source>gentleness</source>
        <translation>suavidade</translation>
    </message>
    <message>
        <source>approval</source>
        <translation>aprovação</translation>
    </message>
    <message>
        <source>a person is asked</source>
        <translation>uma pessoa é consultada</translation>
    </message>
    <message>
        <source>nobody is asked</source>
        <translation>ninguém é consultado</translation>
    </message>
    <message>
        <source>%1, level %2</source>
        <extracomment>%1 is a decision, %2 the level of a patch</extracomment>
        <translation>%1, nível %2</translation>
    </message>
    <message>
        <source>gentle enough</source>
        <translation>suave o bastante</translation>
    </message>
    <message>
        <source>too invasive</source>
        <translation>invasivo demais</translation>
    </message>
    <message>
        <source>hard to take back</source>
        <translation>difícil de desfazer</translation>
    </message>
    <message>
        <source>needs a review</source>
        <translation>precisa de revisão</translation>
    </message>
    <message>
        <source>closed by %1</source>
        <extracomment>an escalation; %1 is a person</extracomment>
        <translation>encerrado por %1</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>observe</source>
        <translation>observar</translation>
    </message>
    <message>
        <source>intervene</source>
        <translation>intervir</translation>
    </message>
    <message>
        <source>escalate</source>
        <translation>escalonar</translation>
    </message>
    <message>
        <source>approved</source>
        <translation>aprovado</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>rejeitado</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>expirado</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>cancelado</translation>
    </message>
    <message>
        <source>1, observe</source>
        <translation>1, observar</translation>
    </message>
    <message>
        <source>2, configuration</source>
        <translation>2, configuração</translation>
    </message>
    <message>
        <source>3, surgical</source>
        <translation>3, cirúrgico</translation>
    </message>
    <message>
        <source>4, moderate</source>
        <translation>4, moderado</translation>
    </message>
    <message>
        <source>5, redesign</source>
        <translation>5, redesenho</translation>
    </message>
    <message>
        <source>autonomous</source>
        <translation>autônomo</translation>
    </message>
    <message>
        <source>assisted</source>
        <translation>assistido</translation>
    </message>
    <message>
        <source>defer to people</source>
        <translation>deixar às pessoas</translation>
    </message>
    <message>
        <source>viewer</source>
        <translation>leitor</translation>
    </message>
    <message>
        <source>operator</source>
        <translation>operador</translation>
    </message>
    <message>
        <source>approver</source>
        <translation>aprovador</translation>
    </message>
    <message>
        <source>admin</source>
        <translation>administrador</translation>
    </message>
    <message>
        <source>off</source>
        <translation>desligado</translation>
    </message>
    <message>
        <source>shadow</source>
        <translation>sombra</translation>
    </message>
    <message>
        <source>armed</source>
        <translation>armado</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>late</source>
        <translation>atrasado</translation>
    </message>
    <message>
        <source>STALE</source>
        <translation>DESATUALIZADO</translation>
    </message>
    <message>
        <source>LOST</source>
        <translation>PERDIDO</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>aguardando</translation>
    </message>
    <message>
        <source>proposed</source>
        <translation>proposto</translation>
    </message>
    <message>
        <source>checked</source>
        <translation>verificado</translation>
    </message>
    <message>
        <source>running</source>
        <translation>em curso</translation>
    </message>
    <message>
        <source>promoted</source>
        <translation>promovido</translation>
    </message>
    <message>
        <source>rolled back</source>
        <translation>revertido</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>recusado</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>iniciando</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>em pausa</translation>
    </message>
    <message>
        <source>promoting</source>
        <translation>promovendo</translation>
    </message>
    <message>
        <source>rolling back</source>
        <translation>revertendo</translation>
    </message>
    <message>
        <source>completed</source>
        <translation>concluído</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>falhou</translation>
    </message>
    <message>
        <source>promote</source>
        <translation>promover</translation>
    </message>
    <message>
        <source>hold</source>
        <translation>reter</translation>
    </message>
    <message>
        <source>roll back</source>
        <translation>reverter</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>aviso</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>crítico</translation>
    </message>
    <message>
        <source>UNKNOWN</source>
        <translation>DESCONHECIDO</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>fechado</translation>
    </message>
    <message>
        <source>OPEN</source>
        <translation>ABERTO</translation>
    </message>
    <message>
        <source>HALF-OPEN</source>
        <translation>MEIO-ABERTO</translation>
    </message>
    <message>
        <source>Sophia: waits when it should</source>
        <translation>Sophia: espera quando deve</translation>
    </message>
    <message>
        <source>Praotes: small patches</source>
        <translation>Praotes: patches pequenos</translation>
    </message>
    <message>
        <source>Tapeinophrosyne: asks for help</source>
        <translation>Tapeinophrosyne: pede ajuda</translation>
    </message>
    <message>
        <source>Prudence: breakers respected</source>
        <translation>Prudência: disjuntores respeitados</translation>
    </message>
    <message>
        <source>Agape: users are spared</source>
        <translation>Ágape: usuários são poupados</translation>
    </message>
    <message>
        <source>Sabbath: rest is kept</source>
        <translation>Sábado: o descanso é guardado</translation>
    </message>
    <message>
        <source>Aletheia: says what it does not know</source>
        <translation>Aletheia: diz o que não sabe</translation>
    </message>
    <message>
        <source>good</source>
        <translation>bom</translation>
    </message>
    <message>
        <source>CAUTION</source>
        <translation>CAUTELA</translation>
    </message>
    <message>
        <source>WARNING</source>
        <translation>AVISO</translation>
    </message>
    <message>
        <source>UNMEASURED</source>
        <translation>NÃO MEDIDO</translation>
    </message>
    <message>
        <source>Recent changes</source>
        <translation>Mudanças recentes</translation>
    </message>
    <message>
        <source>Dependencies</source>
        <translation>Dependências</translation>
    </message>
    <message>
        <source>Complexity</source>
        <translation>Complexidade</translation>
    </message>
    <message>
        <source>Test coverage</source>
        <translation>Cobertura de testes</translation>
    </message>
    <message>
        <source>the risk is high</source>
        <translation>o risco é alto</translation>
    </message>
    <message>
        <source>the change is large for its level</source>
        <translation>a mudança é grande para o nível</translation>
    </message>
    <message>
        <source>many lines change</source>
        <translation>muitas linhas mudam</translation>
    </message>
    <message>
        <source>there is no precedent</source>
        <translation>não há precedente</translation>
    </message>
    <message>
        <source>the diagnosis is not sure enough</source>
        <translation>o diagnóstico não é seguro o bastante</translation>
    </message>
    <message>
        <source>the core does not trust itself with this</source>
        <translation>o núcleo não confia em si para isto</translation>
    </message>
    <message>
        <source>the patch is not gentle enough</source>
        <translation>o patch não é suave o bastante</translation>
    </message>
    <message>
        <source>the gentleness score is low</source>
        <translation>a pontuação de suavidade é baixa</translation>
    </message>
    <message>
        <source>something could not be measured</source>
        <translation>algo não pôde ser medido</translation>
    </message>
    <message>
        <source>the service is critical</source>
        <translation>o serviço é crítico</translation>
    </message>
    <message>
        <source>this service always asks</source>
        <translation>este serviço sempre pergunta</translation>
    </message>
    <message>
        <source>the patch was forced</source>
        <translation>o patch foi forçado</translation>
    </message>
    <message>
        <source>build, CI or hook files change</source>
        <translation>arquivos de build, CI ou hooks mudam</translation>
    </message>
    <message>
        <source>rest day</source>
        <translation>dia de descanso</translation>
    </message>
    <message>
        <source>the budget is used up</source>
        <translation>o orçamento acabou</translation>
    </message>
    <message>
        <source>the gap after the last deployment</source>
        <translation>o intervalo após a última implantação</translation>
    </message>
    <message>
        <source>another canary of the service runs</source>
        <translation>outro canário do serviço está em curso</translation>
    </message>
    <message>
        <source>the clock stepped</source>
        <translation>o relógio saltou</translation>
    </message>
    <message>
        <source>start the canary</source>
        <translation>iniciar o canário</translation>
    </message>
    <message>
        <source>stop the canary</source>
        <translation>parar o canário</translation>
    </message>
    <message>
        <source>the canary answers</source>
        <translation>o canário responde</translation>
    </message>
    <message>
        <source>the stable version answers</source>
        <translation>a versão estável responde</translation>
    </message>
    <message>
        <source>twin</source>
        <translation>gêmeo</translation>
    </message>
    <message>
        <source>shadow only</source>
        <translation>só em sombra</translation>
    </message>
    <message>
        <source>healing is frozen</source>
        <translation>a recuperação está congelada</translation>
    </message>
    <message>
        <source>start of the canary</source>
        <translation>início do canário</translation>
    </message>
    <message>
        <source>canary</source>
        <translation>canário</translation>
    </message>
    <message>
        <source>promotion</source>
        <translation>promoção</translation>
    </message>
    <message>
        <source>watch after the promotion</source>
        <translation>observação depois da promoção</translation>
    </message>
    <message>
        <source>it passed no twin</source>
        <translation>não passou em nenhum gêmeo</translation>
    </message>
    <message>
        <source>cache miss storm</source>
        <translation>rajada de faltas no cache</translation>
    </message>
    <message>
        <source>disk full</source>
        <translation>disco cheio</translation>
    </message>
    <message>
        <source>error burst</source>
        <translation>rajada de erros</translation>
    </message>
    <message>
        <source>error rate increase</source>
        <translation>aumento da taxa de erros</translation>
    </message>
    <message>
        <source>latency spike</source>
        <translation>pico de latência</translation>
    </message>
    <message>
        <source>memory leak</source>
        <translation>vazamento de memória</translation>
    </message>
    <message>
        <source>memory pressure</source>
        <translation>pressão de memória</translation>
    </message>
    <message>
        <source>queue age</source>
        <translation>idade da fila</translation>
    </message>
    <message>
        <source>retry storm</source>
        <translation>rajada de novas tentativas</translation>
    </message>
    <message>
        <source>stale reads</source>
        <translation>leituras desatualizadas</translation>
    </message>
    <message>
        <source>timeout burst</source>
        <translation>rajada de tempos esgotados</translation>
    </message>
    <message>
        <source>token race</source>
        <translation>corrida pelo token</translation>
    </message>
    <message>
        <source>approve</source>
        <translation>aprovar</translation>
    </message>
    <message>
        <source>reject</source>
        <translation>rejeitar</translation>
    </message>
    <message>
        <source>agree</source>
        <translation>concordar</translation>
    </message>
    <message>
        <source>object</source>
        <translation>discordar</translation>
    </message>
    <message>
        <source>step running</source>
        <translation>etapa em curso</translation>
    </message>
    <message>
        <source>within limits</source>
        <translation>dentro dos limites</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>desconhecido</translation>
    </message>
    <message>
        <source>counted</source>
        <translation>contado</translation>
    </message>
    <message>
        <source>weight changed</source>
        <translation>peso mudou</translation>
    </message>
    <message>
        <source>provider error</source>
        <translation>erro da fonte</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>desatualizado</translation>
    </message>
    <message>
        <source>traffic unconfirmed</source>
        <translation>tráfego não confirmado</translation>
    </message>
    <message>
        <source>both absent</source>
        <translation>ambos ausentes</translation>
    </message>
    <message>
        <source>canary absent</source>
        <translation>canário ausente</translation>
    </message>
    <message>
        <source>stable absent</source>
        <translation>estável ausente</translation>
    </message>
    <message>
        <source>inconsistent</source>
        <translation>inconsistente</translation>
    </message>
</context>
</TS>
